//! What an account is to be, from what a roster says about its person.

use std::collections::HashSet;

use domain::{
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
    },
    ids::UserId,
    rosters::{
        Code, EnabledState, Field, File, Person, PersonKind as Rostered, PersonNumber, Severity,
    },
    text_enum::TextEnum,
};

use super::PlanContext;
use crate::{accounts::people::EMAIL, keys::BlindIndex, rosters::snapshot::HeldPerson};

/// Bytes of the digest of what a roster says about a person: enough that two never agree by chance.
const DIGEST: usize = 16;

/// A person of the bundle who may be held.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    pub(super) number: PersonNumber,
    pub(super) kind: PersonKind,
    pub(super) digest: [u8; DIGEST],
}

pub(super) fn kind(rostered: Rostered) -> PersonKind {
    match rostered {
        Rostered::Student => PersonKind::Student,
        Rostered::Staff => PersonKind::Staff,
    }
}

/// Whether the account may be used. A roster does not close the account of somebody whom the
/// district appointed by hand.
pub(super) fn status(
    bench: &PlanContext<'_>,
    kind: PersonKind,
    person: &Person<'_>,
    before: Option<&HeldPerson>,
) -> AccountStatus {
    let appointed = before.is_some_and(|held| bench.held.appointed.contains(&held.id));
    let is_in_use =
        before.is_some_and(|held| held.has_credential || held.status == AccountStatus::Active);
    match (person.standing, kind) {
        (EnabledState::Disabled, _) if !appointed => AccountStatus::Disabled,
        (_, PersonKind::Student) => AccountStatus::Active,
        (_, PersonKind::Staff) if is_in_use => AccountStatus::Active,
        (_, PersonKind::Staff) => AccountStatus::Invited,
    }
}

/// The index of an adult's address. A student's is not taken at all.
pub(super) fn email(
    bench: &PlanContext<'_>,
    kind: PersonKind,
    person: &Person<'_>,
) -> Option<BlindIndex> {
    let address = adults_email(kind, person)?;
    Some(bench.held.key.index(EMAIL, address.as_str()))
}

/// An adult's address, as mail software wants it.
pub(in crate::rosters) fn adults_email(
    kind: PersonKind,
    person: &Person<'_>,
) -> Option<EmailRecipient> {
    match kind {
        PersonKind::Student => None,
        PersonKind::Staff => EmailRecipient::of_adult(person.email?).ok(),
    }
}

pub(super) fn free_email(
    bench: &mut PlanContext<'_>,
    facts: &Facts,
    person: &Person<'_>,
    user: UserId,
    given: &mut HashSet<BlindIndex>,
) -> Option<BlindIndex> {
    let email = email(bench, facts.kind, person)?;
    let owner = bench.held.emails.get(&email);
    if owner.is_none_or(|owner| *owner == user) && given.insert(email) {
        return Some(email);
    }
    let row = bench.bundle.people.row(facts.number);
    let field = Some(Field::Email);
    bench.find(File::Users, row, field, Code::EmailTaken, Severity::Warning);
    None
}

/// A keyed digest of what the roster says about a person, so that a comparison opens no name, and a
/// name that somebody corrected by hand stays until the roster's changes.
pub(super) fn digest(
    bench: &PlanContext<'_>,
    kind: PersonKind,
    person: &Person<'_>,
) -> [u8; DIGEST] {
    let address = match kind {
        PersonKind::Student => None,
        PersonKind::Staff => person.email,
    };
    let parts = [
        Some(kind.as_str()),
        Some(person.given_name),
        Some(person.family_name),
        person.username,
        address,
        person.grade.map(TextEnum::as_str),
        Some(person.standing.as_str()),
    ];
    let mut message = Vec::with_capacity(128);
    for part in parts {
        let part = part.unwrap_or_default();
        message.extend_from_slice(&part.len().to_be_bytes());
        message.extend_from_slice(part.as_bytes());
    }
    let derived = bench.held.key.derive("rosters.person", &message);
    let mut digest = [0; DIGEST];
    for (byte, derived) in digest.iter_mut().zip(derived.iter()) {
        *byte = *derived;
    }
    digest
}
