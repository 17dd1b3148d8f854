//! How old a person is as far as the evidence goes, and what that decides (rules §1).
//!
//! Every decision uses the youngest age that the evidence allows, so that the protection of a child
//! ends, and a right of an adult begins, only when it is certain (AGE-03, G-06).

pub mod band;
pub mod birthday;
pub mod conflict;
pub mod correction;
pub mod digital_consent;
pub mod eighteen;
pub mod evidence;
pub mod gate;
pub mod institution;
pub mod known;
pub mod location;
pub mod own_consent;
pub mod pre_consent;
pub mod registration;
pub mod signal;
pub mod thirteen_at_home;
pub mod today;
pub mod transitions;
