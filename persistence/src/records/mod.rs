//! The education record of a student, who looked at it, and to whom it was disclosed.

mod access_log;
mod disclose;
mod disclosures;
mod emergencies;
mod family;
mod links;
mod of_process;
mod record;
mod together;

pub use access_log::{LoggedAccess, access_log};
pub use disclose::{NewDisclosure, record_disclosure};
pub use disclosures::{Disclosure, disclosures};
pub(crate) use disclosures::{disclosed_before, read_words, words};
pub use emergencies::{
    Emergency, EmergencyOutcome, NewEmergency, emergencies, end_emergency, extend_emergency,
    record_emergency,
};
pub(crate) use family::is_told_all;
pub use links::{IssuedLink, RecordLink, find_link, issue_link, take_link};
pub(crate) use links::{forget_links, unopened_links};
pub(crate) use of_process::{
    ProcessDisclosure, deny_process, disclose_for_process, show_to_family,
};
pub use record::{AttendedClass, EducationRecord, Ground, education_record};
pub use together::{InspectionSession, inspect_together, invite};
