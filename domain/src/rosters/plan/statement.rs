//! What a roster said last about a person, field by field, as far as it was carried out.

use super::keyed::{DistrictKey, PersonField};
use crate::{accounts::credentials::PersonKind, rosters::people::Person, text_enum::TextEnum};

/// A digest of one field: 64 bits, which two values of one person's field never share by chance.
type FieldDigest = [u8; 8];

/// In the place of a digest: a person wrote the field by hand after a roster could not.
const BY_HAND: FieldDigest = [u8::MAX; 8];

/// A keyed digest for each field, so that a comparison opens no name, and what a person corrected by
/// hand stays until the roster says something else of that field. Zeros stand for what the roster
/// said and could not be carried out, so that it is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonStatement([FieldDigest; PersonField::ALL.len()]);

impl PersonStatement {
    /// What a bundle says about a person.
    pub(super) fn of(key: &dyn DistrictKey, kind: PersonKind, person: &Person<'_>) -> Self {
        let said = |field| match (field, kind) {
            (PersonField::GivenName, _) => Some(person.given_name),
            (PersonField::FamilyName, _) => Some(person.family_name),
            (PersonField::Enabled, _) => Some(person.standing.as_str()),
            (PersonField::Username, PersonKind::Student) => person.username,
            (PersonField::Grade, PersonKind::Student) => person.grade.map(TextEnum::as_str),
            (PersonField::Email, PersonKind::Adult) => person.email,
            (PersonField::Username | PersonField::Grade, PersonKind::Adult)
            | (PersonField::Email, PersonKind::Student) => None,
        };
        let mut digests = [FieldDigest::default(); PersonField::ALL.len()];
        for (digest, field) in digests.iter_mut().zip(PersonField::ALL) {
            if let Some(said) = said(*field) {
                let whole = key.person_digest(*field, said);
                for (byte, of_whole) in digest.iter_mut().zip(whole) {
                    *byte = of_whole;
                }
            }
        }
        Self(digests)
    }

    /// The same without a field that could not be carried out.
    pub(super) fn without(mut self, unfulfilled: PersonField) -> Self {
        for (digest, field) in self.0.iter_mut().zip(PersonField::ALL) {
            if *field == unfulfilled {
                *digest = FieldDigest::default();
            }
        }
        self
    }

    /// The same after a person corrected a field by hand. What the roster says of it, and could not be
    /// carried out, is not tried again; it counts when it says something else.
    #[must_use]
    pub fn corrected(mut self, by_hand: PersonField) -> Self {
        for (digest, field) in self.0.iter_mut().zip(PersonField::ALL) {
            if *field == by_hand && *digest == FieldDigest::default() {
                *digest = BY_HAND;
            }
        }
        self
    }

    /// The fields of which this says something else than before; all, if nothing was said.
    pub(super) fn changed_since(&self, before: Option<&Self>) -> ChangedFields {
        let mut changed = [true; PersonField::ALL.len()];
        if let Some(before) = before {
            let digests = self.0.iter().zip(before.0);
            for (changed, (now, then)) in changed.iter_mut().zip(digests) {
                *changed = *now != then && then != BY_HAND;
            }
        }
        ChangedFields(changed)
    }

    /// The digests, one after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.concat()
    }

    /// What [`Self::to_bytes`] gave; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (digests, rest) = bytes.as_chunks();
        let digests = <[FieldDigest; PersonField::ALL.len()]>::try_from(digests).ok()?;
        rest.is_empty().then_some(Self(digests))
    }
}

/// The fields of a person that a roster changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangedFields([bool; PersonField::ALL.len()]);

impl ChangedFields {
    /// Whether it changes this one.
    pub fn has(&self, field: PersonField) -> bool {
        let mut fields = PersonField::ALL.iter().zip(self.0);
        fields.any(|(of, changed)| *of == field && changed)
    }
}
