//! Pupils of a class over HTTP.

mod create;
mod end;
mod list;
mod new_students;
mod print;
mod reset;
mod secrets;
mod show;
mod update;
mod view;

pub use create::create_students;
pub use end::end_enrollment;
pub use list::list_students;
pub use print::print_credentials;
pub use reset::reset_student_credential;
pub use show::show_student;
pub use update::update_student;
