//! Students of a class over HTTP.

mod create;
mod end;
mod enroll;
mod list;
mod list_of_school;
mod new_students;
mod print;
mod reset;
mod secrets;
mod show;
mod update;
mod view;

pub use create::create_students;
pub use end::end_enrollment;
pub use enroll::enroll_student;
pub use list::list_students;
pub use list_of_school::list_school_students;
pub use print::print_credentials;
pub use reset::reset_student_credential;
pub use show::show_student;
pub use update::update_student;
