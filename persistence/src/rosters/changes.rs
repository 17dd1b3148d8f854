//! The changes of a plan, part by part, with what is personal sealed before the transaction that
//! writes begins.

use std::collections::HashMap;

use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    audit::Changed,
    ids::{AgreementId, RosterImportId, SchoolId, UserId},
    mint::Mint,
    rosters::{
        Bundle, People,
        plan::{Changes, HeldPerson, PersonRecord, RosterPlan, Slice, Slices, staff_email},
    },
    text::folded_name,
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::{
    contact_sealer::ContactSealer,
    rows::{PersonRow, SubjectKeyRow},
    snapshot::RosterSnapshot,
    tables::{SealedContact, SealedPerson},
};
use crate::{
    accounts::people::{
        self as names, DISPLAY_NAME, EMAIL, FAMILY_NAME, GIVEN_NAME, NAMES, SOURCE_ID, USERNAME,
    },
    error::DbError,
    keys::{KeyError, SealContext, SubjectKey},
    sql_types::{BindUuid, bind_id, bind_instant},
};

/// How much of what an import writes is left when some of it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    Nothing,
    /// More is to be written in further transactions.
    More,
}

impl Rest {
    /// What is being applied after some of an import was written.
    pub(super) fn applying(self, import: RosterImportId) -> Option<RosterImportId> {
        match self {
            Self::Nothing => None,
            Self::More => Some(import),
        }
    }
}

/// Some of what an import writes, in one transaction: all of it, if it fits.
pub struct RosterChanges {
    /// How many imports and parts of imports were applied before.
    pub(super) revision: i64,
    /// How many parts of this import were prepared before, by whoever prepares it.
    pub(super) number: u32,
    pub(super) agreements: HashMap<SchoolId, AgreementId>,
    /// What of these the audit log is to name.
    pub(super) objects: Changed,
    /// Everything but people and contacts.
    pub(super) slice: Slice,
    pub(super) people: Changes<SealedPerson>,
    pub(super) contacts: Changes<SealedContact>,
    /// People who may not sign in any more, and whose sessions end.
    pub(super) closed: Vec<Uuid>,
    /// People who left, and with that every class, whoever placed them there.
    pub(super) left: Vec<Uuid>,
}

/// What is left to be written of an import, with what is needed to seal it.
pub struct PendingChanges {
    slices: Slices,
    snapshot: RosterSnapshot,
    /// People and enrollments; nothing else is needed any more.
    bundle: Bundle,
    contacts: ContactSealer,
    prepared: u32,
}

impl PendingChanges {
    /// Cuts a plan into parts of so many records at most.
    pub fn of(plan: RosterPlan, snapshot: RosterSnapshot, bundle: Bundle, records: usize) -> Self {
        let contacts = ContactSealer::of(&plan, &snapshot);
        let slices = Slices::of(plan, &snapshot.held, records);
        Self {
            slices,
            snapshot: snapshot.for_sealing(),
            bundle: Bundle {
                grants: Vec::new(),
                classes: Vec::new(),
                ..bundle
            },
            contacts,
            prepared: 0,
        }
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.slices.is_empty()
    }

    /// Whether anything is left.
    pub fn rest(&self) -> Rest {
        if self.is_empty() {
            Rest::Nothing
        } else {
            Rest::More
        }
    }

    /// Makes the keys of the next part and seals it. To be called outside of transactions.
    ///
    /// # Errors
    /// If a key does not open.
    pub fn prepare(&mut self, mint: &dyn Mint) -> Result<RosterChanges, DbError> {
        let slice = self.slices.take(&self.bundle, self.snapshot.key.as_ref());
        let mut slice = slice.ok_or(DbError::Corrupt(
            "a plan is carried out with its own bundle",
        ))?;
        let objects = slice.objects(&self.slices);
        let people = std::mem::take(&mut slice.people);
        let contacts = std::mem::take(&mut slice.contacts);
        let held = &self.snapshot.held;
        // A roster does not close the account of a person whom the district appointed by hand.
        let mut left = people.ended.clone();
        left.retain(|id| !held.appointed.contains(&UserId::from_uuid(*id)));
        let mut changes = RosterChanges {
            revision: self.snapshot.revision + i64::from(self.prepared),
            number: self.prepared,
            agreements: held.agreements.clone(),
            objects,
            slice,
            people: Changes {
                new: Vec::with_capacity(people.new.len()),
                changed: Vec::with_capacity(people.changed.len()),
                ended: people.ended,
                withdrawn: people.withdrawn,
            },
            contacts: Changes {
                new: Vec::with_capacity(contacts.new.len()),
                changed: Vec::with_capacity(contacts.changed.len()),
                ended: contacts.ended,
                withdrawn: contacts.withdrawn,
            },
            closed: left.clone(),
            left,
        };
        for record in people.new {
            let person = self.new_person(&record, mint)?;
            self.contacts.learn(record.user, person.key.as_ref());
            changes.people.new.push(person);
        }
        for (id, record) in people.changed {
            let (before, person) = self.changed_person(&record, mint)?;
            if record.status == AccountStatus::Disabled && before.status != record.status {
                changes.closed.push(id);
            }
            changes.people.changed.push((id, person));
        }
        for record in contacts.new {
            let contact = self
                .contacts
                .seal(&self.snapshot, &self.bundle, &record, mint)?;
            changes.contacts.new.push(contact);
        }
        for (id, record) in contacts.changed {
            let contact = self
                .contacts
                .seal(&self.snapshot, &self.bundle, &record, mint)?;
            changes.contacts.changed.push((id, contact));
        }
        self.prepared += 1;
        Ok(changes)
    }

    fn new_person(&self, record: &PersonRecord, mint: &dyn Mint) -> Result<SealedPerson, DbError> {
        let (wrapped, key) = self.snapshot.key.create_subject(mint, record.user)?;
        Ok(SealedPerson {
            row: seal(&self.snapshot, record, &self.bundle.people, &key, mint)?,
            changed: record.changed,
            key: Some(SubjectKeyRow {
                organization_id: BindUuid(self.snapshot.organization.uuid()),
                subject_id: bind_id(record.user),
                wrapped: wrapped.into_bytes(),
            }),
        })
    }

    /// A person who is held, as they are and as they are to be.
    fn changed_person(
        &self,
        record: &PersonRecord,
        mint: &dyn Mint,
    ) -> Result<(&HeldPerson, SealedPerson), DbError> {
        let snapshot = &self.snapshot;
        let at = |place| {
            let person = snapshot.held.people.get(place)?;
            Some((person, snapshot.subject_keys.get(place)?))
        };
        let (before, wrapped) = record
            .held
            .and_then(at)
            .ok_or(DbError::Corrupt("a plan names somebody who is not held"))?;
        let wrapped = wrapped.as_ref().ok_or(KeyError::Destroyed)?;
        let key = snapshot.key.open_subject(record.user, wrapped)?;
        let person = SealedPerson {
            row: seal(snapshot, record, &self.bundle.people, &key, mint)?,
            changed: record.changed,
            key: None,
        };
        Ok((before, person))
    }
}

impl RosterChanges {
    /// Whether it ends anything, which concerns what others write at the same time.
    pub fn withdraws(&self) -> bool {
        let Slice {
            schools,
            sessions,
            classes,
            roles,
            school_enrollments,
            enrollments,
            assignments,
            ..
        } = &self.slice;
        schools.ends()
            || sessions.ends()
            || classes.ends()
            || self.people.ends()
            || roles.ends()
            || school_enrollments.ends()
            || enrollments.ends()
            || assignments.ends()
            || self.contacts.ends()
    }
}

fn seal(
    snapshot: &RosterSnapshot,
    record: &PersonRecord,
    people: &People,
    key: &SubjectKey,
    mint: &dyn Mint,
) -> Result<PersonRow, DbError> {
    let person = people.get(record.number).ok_or(DbError::Corrupt(
        "a plan names somebody who is not in its bundle",
    ))?;
    let seal = |place: SealContext, text: &str| -> Result<Vec<u8>, KeyError> {
        let sealed = key.seal(mint, place, record.user.uuid(), text.as_bytes())?;
        Ok(sealed.into_bytes())
    };
    let email = record
        .email
        .and_then(|index| Some((staff_email(record.kind, &person)?, index)));
    let username = record.username.as_ref();
    let now = bind_instant(snapshot.held.now);
    Ok(PersonRow {
        organization_id: BindUuid(snapshot.organization.uuid()),
        id: bind_id(record.user),
        kind: record.kind.as_str(),
        status: record.status.as_str(),
        given_name: seal(GIVEN_NAME, person.given_name)?,
        family_name: seal(FAMILY_NAME, person.family_name)?,
        display_name: seal(
            DISPLAY_NAME,
            &names::display_name(record.kind, person.given_name, person.family_name),
        )?,
        name_index: snapshot
            .key
            .index(NAMES, &folded_name(person.given_name, person.family_name))
            .bytes()
            .to_vec(),
        email_index: email.as_ref().map(|(_, index)| index.to_vec()),
        email: email
            .map(|(address, _)| seal(EMAIL, address.as_str()))
            .transpose()?,
        username: username
            .map(|name| seal(USERNAME, &name.text))
            .transpose()?,
        username_index: username.map(|name| name.index.to_vec()),
        source_id: seal(SOURCE_ID, person.sourced_id)?,
        source_index: record.source.to_vec(),
        source_statement: record.statement.to_bytes(),
        grade_level: match record.kind {
            PersonKind::Student => person.grade.map(TextEnum::as_str),
            PersonKind::Adult => None,
        },
        created_at: now,
        updated_at: now,
    })
}
