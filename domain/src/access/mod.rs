//! Who may do what to whom: facts → [`authorize`] → [`Permit`].
//!
//! A question about rights has four parts: the actor, the action, the subject, and what relates the
//! two at this instant. `persistence::relationships` gathers the last from current rows;
//! [`policy::decide`] is the whole policy; [`authorize`] turns a yes into a [`Permit`] that the
//! functions of `persistence` demand. A permit carries the subject's id, so there is nothing to
//! compare and nothing to forget.
//!
//! To add an action: name it in [`action`] with its subject, grant it in [`policy`], and write
//! the function in `persistence` that takes its permit.

pub mod action;
pub mod facts;
pub mod permit;
pub mod policy;
pub mod relationship;
pub mod visibility;

pub use action::{
    Action, ActionKind, ClassMember, EnrollmentCandidate, Membership, StaffMember, StudentRecord,
    Subject, SubjectRef, WithinClass,
};
pub use facts::{Actor, Facts};
pub use permit::{Permit, Refusal, authorize};
pub use policy::{Basis, Denial, decide};
pub use relationship::Relationship;
