//! Who may do what to whom, as rules: relationships in, verdict out.
//!
//! A question about rights has four parts: the actor, the action, the subject, and what relates the
//! two at this instant. `persistence::access` reads the last from current rows; [`policy::decide`] is
//! the whole policy; [`judge`] answers for all relationships that hold. A yes becomes a
//! `persistence::access::Permit`, which the functions of `persistence` demand. It carries the
//! subject's id, so there is nothing to compare and nothing to forget.
//!
//! To add an action: name it in [`action`] with its [`subject`], grant it in [`policy`], and write
//! the function in `persistence` that takes its permit.

pub mod action;
pub mod policy;
pub mod refusal;
pub mod relationship;
pub mod subject;
pub mod visibility;

pub use action::{Action, ActionKind};
pub use policy::{Basis, Denial, decide, is_about_a_student, permitted};
pub use refusal::{Grounds, Refusal, judge};
pub use relationship::Relationship;
pub use subject::{
    ClassMember, DataSubject, DistrictStaffMember, EnrollmentCandidate, Membership,
    PersonOfDistrict, Platform, StaffMember, StudentCopy, StudentOfDistrict, StudentRecord,
    Subject, SubjectRef, WithinClass,
};
