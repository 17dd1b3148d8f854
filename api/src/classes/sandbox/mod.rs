//! Sandboxes: classes of schools without an agreement (SCH-04).

mod create_students;
mod leave;
mod view;

pub use create_students::create_sandbox_students;
pub use leave::leave_sandbox;
pub(super) use view::SandboxView;
