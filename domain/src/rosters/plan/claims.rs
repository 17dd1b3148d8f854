//! Whom a bundle wants to be held, and what they get.

use super::{keyed::KeyedDigest, records::AssignedUsername, statement::PersonStatement};
use crate::{accounts::credentials::PersonKind, rosters::numbers::PersonNumber};

/// A person of the bundle who may be held.
pub(super) struct PersonClaim {
    /// The place in the bundle.
    pub(super) number: PersonNumber,
    /// Student or staff.
    pub(super) kind: PersonKind,
    /// What the roster says, as far as it is carried out.
    pub(super) statement: PersonStatement,
    /// The place among those who are held.
    pub(super) held: Option<usize>,
    /// The address that a member of staff gets.
    pub(super) email: Option<KeyedDigest>,
    /// The username that a student gets.
    pub(super) username: Option<AssignedUsername>,
}
