//! The public catalogue: no account, no cookie, no trace.

mod lesson;
mod list;
mod show;

pub use lesson::show_lesson;
pub use list::list_courses;
pub use show::show_course;
