//! The public catalogue: no account, no cookie, no trace.

mod lesson;
mod list;
mod show;

pub use lesson::show_lesson;
pub use list::list_courses;
pub use show::{CourseView, show_course};

/// Whether the address is of the catalogue, where nothing but the catalogue is.
pub fn is_public_catalogue(path: &str) -> bool {
    let rest = path.strip_prefix("/v1/courses");
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
