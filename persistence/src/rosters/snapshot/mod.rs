//! What is held: a snapshot of everything that an import compares a bundle with.

mod contacts;
mod people;
mod places;
mod seats;

use std::{fmt::Write as _, sync::Arc};

use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{ApplyRoster, PreviewRoster, StageRoster},
    },
    ids::OrganizationId,
    mint::Mint,
    rights::suppression::SuppressionKind,
    rosters::{
        Bundle,
        plan::{
            DistrictKey, HeldRoster, IndexedText, KeyedDigest, PersonField, PlannedChange,
            RosterPlan,
        },
    },
    text_enum::TextEnum as _,
};

use super::{agreements, bounds};
use crate::{
    access::Permit,
    accounts::people::{EMAIL, GUARDIAN_EMAIL, NAMES, SOURCE_ID, USERNAME},
    database::Tx,
    error::DbError,
    guardians::{CONTACT_SOURCE, CONTACT_STATEMENT},
    keys::{OrganizationKey, SealContext, Sealed},
    rights::suppressions::from_rosters,
    schema::organizations,
    sql_types::bind_id,
};

/// An action that compares a bundle with what is held.
pub trait Compares: Action<Subject = OrganizationId> {}

impl Compares for StageRoster {}
impl Compares for ApplyRoster {}
impl Compares for PreviewRoster {}

/// A snapshot of what is held. Holds no name of a person in the clear.
pub struct RosterSnapshot {
    pub(super) organization: OrganizationId,
    /// How many imports and parts of imports were applied before.
    pub(super) revision: i64,
    pub(super) key: Arc<OrganizationKey>,
    pub(super) held: HeldRoster,
    /// The keys of people, in their order; none for whom it was destroyed.
    pub(super) subject_keys: Vec<Option<Sealed>>,
}

impl RosterSnapshot {
    /// Takes the snapshot.
    ///
    /// # Errors
    /// If the database fails, or a row is not as it must be.
    pub fn read<'t, A: Compares>(tx: &mut Tx<'t>, permit: &Permit<'t, A>) -> Result<Self, DbError> {
        let organization = permit.subject();
        let revision: i64 = organizations::table
            .find(bind_id(organization))
            .select(organizations::roster_revision)
            .first(tx.conn())?;
        let people = people::read(tx)?;
        Ok(Self {
            organization,
            revision,
            key: tx.organization_key()?,
            held: HeldRoster {
                now: tx.now(),
                schools: places::schools(tx)?,
                sessions: places::sessions(tx)?,
                classes: places::classes(tx)?,
                people: people.everybody,
                emails: people.emails,
                usernames: people.usernames,
                roles: people::roles(tx)?,
                school_enrollments: seats::school_enrollments(tx)?,
                enrollments: seats::enrollments(tx)?,
                assignments: seats::assignments(tx)?,
                contacts: contacts::named(tx)?,
                barred_contacts: contacts::barred(tx)?,
                agreements: agreements::in_force(tx, permit.relationship())?,
                appointed: people::appointed(tx)?,
                bounds: bounds::held(tx)?,
                suppressed_keys: from_rosters(tx, SuppressionKind::RosterKey)?,
                suppressed_addresses: from_rosters(tx, SuppressionKind::Address)?,
            },
            subject_keys: people.subject_keys,
        })
    }

    /// The same without what only comparing needs.
    pub(super) fn for_sealing(mut self) -> Self {
        self.held = HeldRoster {
            now: self.held.now,
            people: self.held.people,
            agreements: self.held.agreements,
            appointed: self.held.appointed,
            ..HeldRoster::default()
        };
        self
    }

    /// How many imports were applied before the snapshot.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// Which records a plan changes, one by one.
    pub fn preview(&self, plan: &RosterPlan, bundle: &Bundle) -> Vec<PlannedChange> {
        plan.preview(&self.held, bundle)
    }

    /// What an import of a bundle would do. Takes a second for a large district; to be called
    /// outside of transactions.
    pub fn plan(&self, bundle: &Bundle, mint: &dyn Mint) -> RosterPlan {
        RosterPlan::of(&self.held, bundle, self.key.as_ref(), mint)
    }
}

const ENROLLMENT: SealContext = SealContext::of("enrollments", "source_id");
const ASSIGNMENT: SealContext = SealContext::of("teaching_assignments", "source_id");

impl DistrictKey for OrganizationKey {
    fn index(&self, kind: IndexedText, text: &str) -> KeyedDigest {
        let place = match kind {
            IndexedText::PersonSource => SOURCE_ID,
            IndexedText::PersonName => NAMES,
            IndexedText::Email => EMAIL,
            IndexedText::GuardianEmail => GUARDIAN_EMAIL,
            IndexedText::Username => USERNAME,
            IndexedText::EnrollmentSource => ENROLLMENT,
            IndexedText::AssignmentSource => ASSIGNMENT,
            IndexedText::ContactSource => CONTACT_SOURCE,
            IndexedText::ContactStatement => CONTACT_STATEMENT,
        };
        self.index(place, text).bytes()
    }

    fn person_digest(&self, field: PersonField, text: &str) -> KeyedDigest {
        let message = format!("{}\0{text}", field.as_str());
        let derived = self.derive("rosters.person", message.as_bytes());
        let mut digest = KeyedDigest::default();
        for (byte, derived) in digest.iter_mut().zip(derived.iter()) {
            *byte = *derived;
        }
        digest
    }

    fn removals_digest(&self, message: &[u8]) -> String {
        let derived = self.derive("rosters.removals", message);
        let mut word = String::with_capacity(2 * derived.len());
        for byte in derived.iter() {
            // Writing to a string does not fail.
            let _ = write!(word, "{byte:02x}");
        }
        word
    }
}
