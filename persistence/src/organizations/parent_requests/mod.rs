//! What parents of a school's students ask for (SCH-07).

mod act;
mod answer;
mod file;
mod read;

pub use act::act;
pub use answer::{AnswerOutcome, answer};
pub use file::{FileOutcome, NewParentRequest, file};
pub use read::{ParentRequest, list};
