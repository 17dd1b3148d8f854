//! The rows of a plan, made and sealed before the transaction that writes them begins.

use std::collections::HashMap;

use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::{AgreementId, SchoolId},
    mint::Mint,
    rosters::{Bundle, Person},
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::{
    plan::{PersonStep, Plan, adults_email, grade_level},
    rows::{PersonRow, SubjectKeyRow},
    snapshot::RosterSnapshot,
};
use crate::{
    accounts::people::{DISPLAY_NAME, EMAIL, FAMILY_NAME, GIVEN_NAME, SOURCE_ID, USERNAME},
    error::DbError,
    keys::{KeyError, SealContext, SubjectKey},
    sql_types::{BindUuid, bind_id, bind_instant},
};

/// Everything that an import writes.
pub struct Changes {
    pub(super) revision: i64,
    pub(super) agreements: HashMap<SchoolId, AgreementId>,
    pub(super) plan: Plan,
    pub(super) subject_keys: Vec<SubjectKeyRow>,
    pub(super) people: Vec<PersonRow>,
    pub(super) changed_people: Vec<PersonChange>,
}

/// What a person is to be after a change.
pub(super) struct PersonChange {
    pub(super) row: PersonRow,
    /// Whether their sessions end.
    pub(super) access: Access,
}

/// What a change does to the sessions of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Nothing.
    Stays,
    /// They end at once.
    Ends,
}

impl Changes {
    /// Makes and seals the rows. Takes a second for a large district; to be called outside of
    /// transactions.
    ///
    /// # Errors
    /// If a key does not open.
    pub fn prepare(
        plan: Plan,
        held: &RosterSnapshot,
        bundle: &Bundle,
        mint: &dyn Mint,
    ) -> Result<Self, DbError> {
        let mut subject_keys = Vec::with_capacity(plan.people.new.len());
        let mut people = Vec::with_capacity(plan.people.new.len());
        for step in &plan.people.new {
            let Some(person) = bundle.people.get(step.number) else {
                continue;
            };
            let (wrapped, subject_key) = held.key.create_subject(mint, step.user)?;
            subject_keys.push(SubjectKeyRow {
                organization_id: BindUuid(held.organization.uuid()),
                subject_id: bind_id(step.user),
                wrapped: wrapped.into_bytes(),
            });
            people.push(row(held, step, &person, &subject_key, mint)?);
        }
        let mut changed_people = Vec::with_capacity(plan.people.changed.len());
        for step in &plan.people.changed {
            let before = step.held.and_then(|place| held.people.get(place));
            let (Some(person), Some(before)) = (bundle.people.get(step.number), before) else {
                continue;
            };
            let wrapped = before.wrapped.as_ref().ok_or(KeyError::Destroyed)?;
            let subject_key = held.key.open_subject(step.user, wrapped)?;
            let closes = step.status == AccountStatus::Disabled && before.status != step.status;
            changed_people.push(PersonChange {
                row: row(held, step, &person, &subject_key, mint)?,
                access: if closes { Access::Ends } else { Access::Stays },
            });
        }
        Ok(Self {
            revision: held.revision,
            agreements: held.agreements.clone(),
            plan,
            subject_keys,
            people,
            changed_people,
        })
    }

    /// The plan that these rows carry out.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }
}

fn row(
    held: &RosterSnapshot,
    step: &PersonStep,
    person: &Person<'_>,
    subject_key: &SubjectKey,
    mint: &dyn Mint,
) -> Result<PersonRow, DbError> {
    let id: Uuid = step.user.uuid();
    let seal = |place: SealContext, text: &str| -> Result<Vec<u8>, KeyError> {
        Ok(subject_key
            .seal(mint, place, id, text.as_bytes())?
            .into_bytes())
    };
    let email = match (step.email, adults_email(step.kind, person)) {
        (Some(_), Some(address)) => Some(seal(EMAIL, address.as_str())?),
        _ => None,
    };
    let username = step.username.as_ref();
    Ok(PersonRow {
        organization_id: BindUuid(held.organization.uuid()),
        id: bind_id(step.user),
        kind: step.kind.as_str(),
        status: step.status.as_str(),
        given_name: seal(GIVEN_NAME, person.given_name)?,
        family_name: seal(FAMILY_NAME, person.family_name)?,
        display_name: seal(DISPLAY_NAME, &display_name(step.kind, person))?,
        email_index: email
            .as_ref()
            .and(step.email)
            .map(crate::keys::BlindIndex::to_vec),
        email,
        username: username
            .map(|name| seal(USERNAME, &name.text))
            .transpose()?,
        username_index: username.map(|name| name.index.to_vec()),
        source_id: seal(SOURCE_ID, person.sourced_id)?,
        source_index: step.source.to_vec(),
        source_digest: step.digest.clone(),
        grade_level: match step.kind {
            PersonKind::Student => person.grade.map(|grade| grade_level(grade).as_str()),
            PersonKind::Staff => None,
        },
        created_at: bind_instant(held.now),
        updated_at: bind_instant(held.now),
    })
}

/// How others see a person: staff by their name, students by their given name and an initial.
fn display_name(kind: PersonKind, person: &Person<'_>) -> String {
    match kind {
        PersonKind::Staff => format!("{} {}", person.given_name, person.family_name),
        PersonKind::Student => {
            let initial: String = person.family_name.chars().take(1).collect();
            format!("{} {initial}.", person.given_name)
        }
    }
}
