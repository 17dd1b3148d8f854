//! The education record of a student, who looked at it, and to whom it was disclosed.

mod access_log;
mod disclosures;
mod links;
mod record;
mod together;

pub use access_log::{LoggedAccess, access_log};
pub(crate) use disclosures::disclosed_before;
pub use disclosures::{Disclosure, NewDisclosure, disclosures, record_disclosure};
pub use links::{IssuedLink, RecordLink, find_link, issue_link, take_link};
pub(crate) use links::{forget_links, unopened_links};
pub use record::{AttendedClass, EducationRecord, Ground, education_record};
pub use together::{InspectionSession, inspect_together, invite};
