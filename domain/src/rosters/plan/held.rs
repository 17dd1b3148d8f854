//! What is held: everything that a bundle is compared with.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::{
    compare::HeldRecord,
    keyed::KeyedDigest,
    records::{
        ClassRecord, HeldContact, RoleRecord, SchoolEnrollmentRecord, SchoolRecord, Seat,
        SessionRecord, WithId,
    },
    removal_bounds::HeldBounds,
    statement::PersonStatement,
};
use crate::{
    accounts::credentials::{AccountStatus, PersonKind},
    classes::class_role::ClassRole,
    ids::{AgreementId, SchoolId, UserId},
};

/// What is held of a district at one instant. Holds no name of a person in the clear.
#[derive(Clone, Debug, Default)]
pub struct HeldRoster {
    /// The instant.
    pub now: DateTime<Utc>,
    /// Schools, from a roster or not.
    pub schools: Vec<HeldRecord<SchoolRecord>>,
    /// Academic sessions that a roster gave.
    pub sessions: Vec<HeldRecord<SessionRecord>>,
    /// Classes that a roster gave. One that left the roster has ended; one that a person archived
    /// by hand stays archived, whatever a roster says.
    pub classes: Vec<HeldRecord<ClassRecord>>,
    /// Every person with an account.
    pub people: Vec<HeldPerson>,
    /// Whose address has which digest.
    pub emails: HashMap<KeyedDigest, UserId>,
    /// Whose username has which digest.
    pub usernames: HashMap<KeyedDigest, UserId>,
    /// Roles that a roster gave, in effect or to come.
    pub roles: Vec<WithId<RoleRecord>>,
    /// Students at schools, those too who are not any more.
    pub school_enrollments: Vec<WithId<SchoolEnrollmentRecord>>,
    /// Students' seats in classes that a roster gave, in effect or to come.
    pub enrollments: Vec<WithId<Seat<()>>>,
    /// Staff's parts in classes that a roster gave, in effect or to come.
    pub assignments: Vec<WithId<Seat<ClassRole>>>,
    /// Parents and guardians whom a roster names.
    pub contacts: Vec<WithId<HeldContact>>,
    /// Students with the keys of contacts whom no roster brings back.
    pub barred_contacts: HashSet<(UserId, KeyedDigest)>,
    /// The agreement under which each school may have students; none for other schools.
    pub agreements: HashMap<SchoolId, AgreementId>,
    /// From which share on removals have to be accepted.
    pub bounds: HeldBounds,
    /// Staff with roles that no roster gave.
    pub appointed: HashSet<UserId>,
    /// The digests of keys of people who were erased and whom no roster registers again.
    pub suppressed_keys: HashSet<KeyedDigest>,
    /// The digests of the addresses of such people.
    pub suppressed_addresses: HashSet<KeyedDigest>,
}

/// A person with an account, as far as imports are concerned.
#[derive(Clone, Debug)]
pub struct HeldPerson {
    /// The id.
    pub id: UserId,
    /// Student or staff.
    pub kind: PersonKind,
    /// Whether the account may be used.
    pub status: AccountStatus,
    /// The digest of the `sourcedId`, if a roster has named the person.
    pub source: Option<KeyedDigest>,
    /// What the roster said last, if one has named the person.
    pub statement: Option<PersonStatement>,
    /// When the roster stopped naming the person, if it did.
    pub left_at: Option<DateTime<Utc>>,
    /// The digest of the names, however they are written.
    pub name: KeyedDigest,
    /// Whether a roster says anything of the person still.
    pub reach: RosterReach,
    /// Whether the person can sign in with a secret.
    pub has_credential: bool,
    /// The digest of the address of a member of staff.
    pub email: Option<KeyedDigest>,
    /// The digest of the username.
    pub username: Option<KeyedDigest>,
}

/// Whether a roster says anything of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterReach {
    /// It does.
    Within,
    /// The school or a parent had the account locked: no roster opens it or seats the student again.
    Locked,
    /// The records of the person were erased.
    Erased,
}

impl HeldPerson {
    /// Whether a roster names the person now.
    pub(super) fn is_in_roster(&self) -> bool {
        self.statement.is_some() && self.left_at.is_none()
    }
}
