//! Records of accounts that stay: what a learner did, and what was said of it, ends in stages
//!

mod announced;
mod answers;
mod carry_out;
mod due;
mod mine;
mod tell;

pub use carry_out::carry_out;
pub use due::{DueRecords, due_records};
pub use mine::{AnnouncedEnd, mine};
pub use tell::tell_schools;
