//! How a school leaves: where that stands, and the copies that its administrators take out (RET-05).

mod ask;
mod copies;
mod gather;
mod ready;
mod show;

pub use ask::{AskForCopies, ask};
pub use copies::SchoolExport;
pub use gather::gather;
pub use ready::{ReadyCopies, WaitingCopy, handed_out, leave_out, ready};
pub use show::{SchoolExit, show};
