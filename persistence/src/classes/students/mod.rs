//! Students of a class.

mod attest;
mod create;
mod credential;
mod end;
mod list;
mod login;
mod of_school;
mod place;
mod profile;
mod remove;
pub(crate) mod school_enrollment;
mod update;

pub use attest::{RecordedAttestation, attest};
pub(in crate::classes) use attest::{in_force as attestation_in_force, link as link_attestation};
pub(crate) use create::enroll;
pub use create::{
    CreateStudentsRefusal, CreatedUnder, StudentToCreate, create, may_create, username_for,
};
pub use credential::{IssuedCredential, PrintOutcome, ResetOutcome, print, reach, reset, to_print};
pub use end::end_enrollment;
pub(crate) use end::end_places;
pub use list::list;
pub use login::{StudentLogin, UsernameOutcome, change_username, read_login, show_login};
pub use of_school::{SchoolStudent, SchoolStudentsWanted, of_school};
pub use place::{PlaceOutcome, place};
pub(crate) use profile::profile_as;
pub use profile::{FullName, OpensProfile, Student, read, show};
pub use remove::remove;
pub(crate) use update::write_profile;
pub use update::{StudentChanges, update};
