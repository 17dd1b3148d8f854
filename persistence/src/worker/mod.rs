//! Work that the service does by itself (design §4): rows that any instance may take.
//!
//! A piece of work is written by the transaction that causes it and is known by its kind, what it is
//! about and when it is due: written twice, it is one. Whoever takes it has a lease; [`resume`] turns
//! that into a [`Task`], the permit of work that no person asked for, in the transaction that does it
//! and says that it is done. So it is done once, whichever instances are killed or asleep, and never before
//! it is due, also where the clock is set back; what was missed is caught up in the order in which it was due.

mod backlog;
mod claim;
mod list;
mod postpone;
mod schedule;
mod task;

pub use backlog::{Backlog, BacklogOfKind, backlog};
pub use claim::{Claimed, claim, with_work};
pub use list::{Job, JobsWanted, list};
pub use postpone::postpone;
pub(crate) use schedule::schedule;
pub use task::{Task, complete, resume};
