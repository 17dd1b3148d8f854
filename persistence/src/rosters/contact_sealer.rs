//! Contacts of a plan, sealed under the keys of their students before the transaction that writes begins.

use std::collections::HashMap;

use domain::{
    ids::UserId,
    mint::Mint,
    rosters::{
        Bundle,
        plan::{ContactRecord, RosterPlan},
    },
    text_enum::TextEnum as _,
};

use super::{
    rows::{ContactRow, SubjectKeyRow},
    snapshot::RosterSnapshot,
    tables::SealedContact,
};
use crate::{
    error::DbError,
    guardians::{CONTACT_EMAIL, CONTACT_FAMILY_NAME, CONTACT_GIVEN_NAME},
    keys::{KeyError, SealContext, Sealed},
    sql_types::{BindUuid, bind_id, bind_instant},
};

/// The keys of the students of whom contacts are written: of those who are held, and of those who became
/// so.
pub(super) struct ContactSealer(HashMap<UserId, Option<Sealed>>);

impl ContactSealer {
    /// With a place for the key of each student, filled as far as they are held.
    pub(super) fn of(plan: &RosterPlan, snapshot: &RosterSnapshot) -> Self {
        let changed = plan.contacts.changed.iter().map(|(_, contact)| contact);
        let written = plan.contacts.new.iter().chain(changed);
        let mut keys: HashMap<UserId, Option<Sealed>> =
            written.map(|contact| (contact.student, None)).collect();
        if !keys.is_empty() {
            for (person, wrapped) in snapshot.held.people.iter().zip(&snapshot.subject_keys) {
                if let Some(slot) = keys.get_mut(&person.id) {
                    slot.clone_from(wrapped);
                }
            }
        }
        Self(keys)
    }

    /// Learns the key of a person who is new, if they have contacts.
    pub(super) fn learn(&mut self, person: UserId, key: Option<&SubjectKeyRow>) {
        if let (Some(slot), Some(key)) = (self.0.get_mut(&person), key) {
            *slot = Some(Sealed(key.wrapped.clone()));
        }
    }

    /// A contact, sealed under the student's key.
    pub(super) fn seal(
        &self,
        snapshot: &RosterSnapshot,
        bundle: &Bundle,
        record: &ContactRecord,
        mint: &dyn Mint,
    ) -> Result<SealedContact, DbError> {
        let (person, _) = bundle
            .people
            .family(record.guardian)
            .ok_or(DbError::Corrupt(
                "a plan names a contact who is not in its bundle",
            ))?;
        let wrapped = self.0.get(&record.student).and_then(Option::as_ref);
        let wrapped = wrapped.ok_or(KeyError::Destroyed)?;
        let key = snapshot.key.open_subject(record.student, wrapped)?;
        let seal = |place: SealContext, text: &str| -> Result<Vec<u8>, KeyError> {
            let sealed = key.seal(mint, place, record.id.uuid(), text.as_bytes())?;
            Ok(sealed.into_bytes())
        };
        let address = bundle.contacts.address(&bundle.people, record.guardian);
        let email = address.as_ref();
        let email = email.map(|address| seal(CONTACT_EMAIL, address.as_str()));
        Ok(SealedContact {
            row: ContactRow {
                organization_id: BindUuid(snapshot.organization.uuid()),
                id: bind_id(record.id),
                student_id: bind_id(record.student),
                source_index: record.source.to_vec(),
                statement: record.statement.to_vec(),
                kind: record.kind.as_str(),
                given_name: seal(CONTACT_GIVEN_NAME, person.given_name)?,
                family_name: seal(CONTACT_FAMILY_NAME, person.family_name)?,
                email: email.transpose()?,
                named_at: bind_instant(snapshot.held.now),
            },
            kind: record.kind,
            address,
        })
    }
}
