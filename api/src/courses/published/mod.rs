//! The published courses that a class can be given: of the catalogue and of colleagues.

mod lesson;
mod list;
mod show;

pub use lesson::show_published_lesson;
pub use list::list_published_courses;
pub use show::show_published_course;
