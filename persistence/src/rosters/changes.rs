//! The changes of a plan, with what is personal sealed before the transaction that writes begins.

use std::collections::{HashMap, HashSet};

use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    audit::Changed,
    ids::{AgreementId, SchoolId},
    mint::Mint,
    rosters::{
        Bundle,
        plan::{Changes, PersonRecord, RosterPlan, staff_email},
    },
    text::folded_name,
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::{
    rows::{PersonRow, SubjectKeyRow},
    snapshot::RosterSnapshot,
    tables::SealedPerson,
};
use crate::{
    accounts::people::{
        self, DISPLAY_NAME, EMAIL, FAMILY_NAME, GIVEN_NAME, NAMES, SOURCE_ID, USERNAME,
    },
    error::DbError,
    keys::{KeyError, SealContext, SubjectKey},
    sql_types::{BindUuid, bind_id, bind_instant},
};

/// Everything that an import writes.
pub struct RosterChanges {
    pub(super) revision: i64,
    pub(super) agreements: HashMap<SchoolId, AgreementId>,
    /// What of these the audit log is to name.
    pub(super) objects: Changed,
    /// Everything but people.
    pub(super) plan: RosterPlan,
    pub(super) people: Changes<SealedPerson>,
    /// People who may not sign in any more, and whose sessions end.
    pub(super) closed: Vec<Uuid>,
    /// People who left, and with that every class, whoever placed them there.
    pub(super) left: Vec<Uuid>,
}

impl RosterChanges {
    /// Makes keys and seals. Takes a second for a large district; to be called outside of
    /// transactions.
    ///
    /// # Errors
    /// If a key does not open.
    pub fn prepare(
        mut plan: RosterPlan,
        snapshot: &RosterSnapshot,
        bundle: &Bundle,
        mint: &dyn Mint,
    ) -> Result<Self, DbError> {
        let held = &snapshot.held;
        let objects = plan.objects(held);
        let Changes {
            new,
            changed,
            ended,
            withdrawn,
        } = std::mem::take(&mut plan.people);
        // A roster does not close the account of a person whom the district appointed by hand.
        let appointed: HashSet<Uuid> = held.appointed.iter().map(|user| user.uuid()).collect();
        let mut left: Vec<Uuid> = ended.clone();
        left.retain(|id| !appointed.contains(id));
        let mut closed = left.clone();
        let mut people = Changes {
            new: Vec::with_capacity(new.len()),
            changed: Vec::with_capacity(changed.len()),
            ended,
            withdrawn,
        };
        for record in new {
            let (wrapped, key) = snapshot.key.create_subject(mint, record.user)?;
            people.new.push(SealedPerson {
                row: seal(snapshot, &record, bundle, &key, mint)?,
                changed: record.changed,
                key: Some(SubjectKeyRow {
                    organization_id: BindUuid(snapshot.organization.uuid()),
                    subject_id: bind_id(record.user),
                    wrapped: wrapped.into_bytes(),
                }),
            });
        }
        for (id, record) in changed {
            let at = |place| Some((held.people.get(place)?, snapshot.subject_keys.get(place)?));
            let (before, wrapped) = record
                .held
                .and_then(at)
                .ok_or(DbError::Corrupt("a plan names somebody who is not held"))?;
            let wrapped = wrapped.as_ref().ok_or(KeyError::Destroyed)?;
            let key = snapshot.key.open_subject(record.user, wrapped)?;
            if record.status == AccountStatus::Disabled && before.status != record.status {
                closed.push(id);
            }
            let row = seal(snapshot, &record, bundle, &key, mint)?;
            let person = SealedPerson {
                row,
                key: None,
                changed: record.changed,
            };
            people.changed.push((id, person));
        }
        Ok(Self {
            revision: snapshot.revision,
            agreements: held.agreements.clone(),
            objects,
            plan,
            people,
            closed,
            left,
        })
    }
}

fn seal(
    snapshot: &RosterSnapshot,
    record: &PersonRecord,
    bundle: &Bundle,
    key: &SubjectKey,
    mint: &dyn Mint,
) -> Result<PersonRow, DbError> {
    let person = bundle.people.get(record.number).ok_or(DbError::Corrupt(
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
            &people::display_name(record.kind, person.given_name, person.family_name),
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
            PersonKind::Staff => None,
        },
        created_at: now,
        updated_at: now,
    })
}
