//! What an account is to be, from what a roster says about its person.

use super::{
    context::PlanContext,
    held::HeldPerson,
    keyed::{IndexedText, KeyedDigest},
};
use crate::{
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
    },
    rosters::{enabled::EnabledState, people::Person},
};

/// Whether the account may be used. A roster does not close the account of a person whom the
/// district appointed by hand.
pub(super) fn status(
    context: &PlanContext<'_>,
    kind: PersonKind,
    person: &Person<'_>,
    before: Option<&HeldPerson>,
) -> AccountStatus {
    let appointed = before.is_some_and(|held| context.held.appointed.contains(&held.id));
    let is_in_use =
        before.is_some_and(|held| held.has_credential || held.status == AccountStatus::Active);
    match (person.standing, kind) {
        (EnabledState::Disabled, _) if !appointed => AccountStatus::Disabled,
        (_, PersonKind::Student) => AccountStatus::Active,
        (_, PersonKind::Adult) if is_in_use => AccountStatus::Active,
        (_, PersonKind::Adult) => AccountStatus::Invited,
    }
}

/// The digest of the address of a member of staff. A student's is not taken at all.
pub(super) fn email(
    context: &PlanContext<'_>,
    kind: PersonKind,
    person: &Person<'_>,
) -> Option<KeyedDigest> {
    let address = staff_email(kind, person)?;
    Some(context.key.index(IndexedText::Email, address.as_str()))
}

/// The address of a member of staff, as mail software wants it.
pub fn staff_email(kind: PersonKind, person: &Person<'_>) -> Option<EmailRecipient> {
    match kind {
        PersonKind::Student => None,
        PersonKind::Adult => EmailRecipient::of_adult(person.email?).ok(),
    }
}
