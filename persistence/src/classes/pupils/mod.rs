//! Pupils of a class.

mod create;
mod credential;
mod end;
mod list;
mod profile;
mod update;

pub(crate) use create::enroll;
pub use create::{CreatePupilsOutcome, NewPupil, create, username_for};
pub use credential::{IssuedCredential, ResetOutcome, reset, to_print};
pub use end::end_enrollment;
pub use list::list;
pub use profile::{FullName, Pupil, read, show};
pub use update::{PupilChanges, update};
