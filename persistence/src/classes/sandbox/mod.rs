//! Classes of schools without an agreement (SCH-04): who is in them, until when, and how they become
//! ordinary ones.

mod create;
mod leave;
mod purge;
mod standing;
pub(crate) mod students;

pub use create::{SandboxStudent, SandboxStudentsRefusal, create_students, may_create_students};
pub use leave::{LeaveSandboxOutcome, leave};
pub use purge::purge_sandbox;
pub use standing::SandboxStanding;
pub(super) use standing::standing;
