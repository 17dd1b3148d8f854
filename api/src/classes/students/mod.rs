//! Students of a class over HTTP.

mod attest;
mod create;
mod end;
mod enroll;
mod list;
mod list_of_school;
mod new_students;
mod print;
mod remove;
mod reset;
pub(crate) mod secrets;
mod show;
mod show_login;
mod statements;
mod update;
mod update_login;
mod view;

pub use attest::attest_students;
pub use create::create_students;
pub use end::end_enrollment;
pub use enroll::enroll_student;
pub use list::list_students;
pub use list_of_school::list_school_students;
pub use print::print_credentials;
pub use remove::remove_student;
pub use reset::reset_student_credential;
pub use show::show_student;
pub use show_login::show_student_login;
pub use statements::show_attestation_statements;
pub use update::update_student;
pub use update_login::update_student_login;
pub(crate) use view::{StudentCredential, StudentCredentials, StudentView};
