//! Pupils of a class over HTTP.

mod create;
mod end_enrollment;
mod list;
mod print;
mod reset;
mod secrets;
mod show;
mod update;
mod view;

pub use create::create_students;
pub use end_enrollment::end_enrollment;
pub use list::list_students;
pub use print::print_credentials;
pub use reset::reset_student_credential;
pub use show::show_student;
pub use update::update_student;
pub use view::{StudentCredential, StudentCredentials, StudentView};
