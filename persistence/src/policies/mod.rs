//! Who accepted which version of the policy, and who is told of a new one.

mod accept;
mod announce;
mod read;

pub use accept::accept;
pub use announce::{Announced, announce};
pub use read::{Acceptance, list};
