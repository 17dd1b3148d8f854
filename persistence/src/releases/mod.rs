//! De-identified releases: how far the students of a district have come in a course, by school, as a table
//! in which nobody can be found (FER-18).

mod cohort;
mod earlier;
mod make;
mod read;

pub use make::make;
pub use read::{Release, ReleaseLine, ReleaseTable, list, show};
