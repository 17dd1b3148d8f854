//! The courses that a class has.

mod assign;
mod end;
mod key;
mod key_view;
mod lesson;
mod list;
mod preview;
mod schedule;
mod show;
mod update;
mod view;

pub use assign::assign_course;
pub use end::end_course_assignment;
pub use key::show_class_lesson_key;
pub use lesson::show_class_lesson;
pub use list::list_class_courses;
pub use preview::preview_course_version;
pub use show::show_class_course;
pub use update::update_course_assignment;
pub use view::CourseAssignmentView;
