//! OneRoster bundles: what a district's export says, judged row by row.
//!
//! A bundle is read in one pass per file: [`Intake`] takes raw cells, keeps the few facts Hallpass
//! needs in compact form and reports every row it could not use as a [`Finding`]. What Hallpass
//! does not need (passwords, telephone numbers, demographics, pronouns …) has no field to go to
//! and is dropped as it is read. The result is a [`Bundle`]; [`plan`] compares it with what is held.
//!
//! Source: `OneRoster` 1.1 and 1.2, CSV binding 1.2.1.

mod advice;
mod agents;
mod bundle;
mod cells;
mod classes;
mod codes;
mod columns;
mod courses;
mod enabled;
mod enrollments;
mod files;
mod grants;
mod index;
mod intake;
mod interval;
mod kept_because_unreadable;
mod layout;
mod manifest;
mod merging;
mod numbers;
mod orgs;
mod people;
pub mod plan;
mod refusal;
mod report;
mod roles;
mod row;
mod sessions;
mod texts;
mod tree;
mod user_cells;
mod values;
mod version;
mod vocabulary;

#[cfg(test)]
mod sheets;
#[cfg(test)]
mod tests;

pub use agents::{
    Contacts, GUARDIANS_OF_A_STUDENT, GUARDIANS_OF_AN_ADDRESS, NamedContact, STUDENTS_OF_A_GUARDIAN,
};
pub use bundle::Bundle;
pub use cells::Cells;
pub use classes::{Class, Terms};
pub use codes::Code;
pub use courses::Course;
pub use enabled::EnabledState;
pub use enrollments::{Enrollment, EnrollmentRole, Enrollments};
pub use files::{Field, File};
pub use grants::Grant;
pub use intake::Intake;
pub use interval::{Interval, NotAnInterval};
pub use kept_because_unreadable::{KeptBecauseUnreadable, SparedRoles};
pub use layout::Layout;
pub use manifest::{Declarations, Manifest};
pub use merging::{MergeRefusal, MergeSide, RosterStanding, may_merge, may_undo};
pub use numbers::{ClassNumber, CourseNumber, OrgNumber, PersonNumber, SessionNumber};
pub use orgs::Org;
pub use people::{FamilyRole, People, Person};
pub use refusal::{BundleRefusal, RefusalCode};
pub use report::{Finding, FindingSubject, KEPT_PER_SUBJECT, Report, RowCount, Severity};
pub use roles::RosterRole;
pub use sessions::AcademicSession;
pub use version::Version;
pub use vocabulary::{ClassKind, OrgKind};
