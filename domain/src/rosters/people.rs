//! Persons: what Hallpass takes of a user, and nothing else.

use super::{
    codes::Code,
    enabled::EnabledState,
    files::Field,
    index::Index,
    interval::Interval,
    numbers::PersonNumber,
    row::{Fault, RosterRow},
    texts::{Text, Texts},
    user_cells::{grade, names, standing, username},
};
use crate::{
    accounts::credentials::PersonKind,
    classes::grade_level::GradeLevel,
    guardians::GuardianKind,
    text::{EmailAddress, FieldText},
};

/// A person of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person<'a> {
    /// The key in the system the person comes from.
    pub sourced_id: &'a str,
    /// The name the person signs in with, if the bundle gives one. 1 to 255 characters.
    pub username: Option<&'a str>,
    /// The given name: the preferred one where there is one. Fits
    /// [`GivenName`](crate::text::GivenName).
    pub given_name: &'a str,
    /// The family name: the preferred one where there is one. Fits
    /// [`FamilyName`](crate::text::FamilyName), or is empty.
    pub family_name: &'a str,
    /// The e-mail address. A student's is an identifier and never a recipient.
    pub email: Option<&'a str>,
    /// The grade level, if there is exactly one.
    pub grade: Option<GradeLevel>,
    /// Whether the person may sign in.
    pub standing: EnabledState,
}

/// A person with a role of a family: a parent, a guardian or a relative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FamilyRole {
    /// What they are, as far as the role says.
    pub kind: GuardianKind,
    /// On which days.
    pub interval: Interval,
}

impl FamilyRole {
    /// Both together: the one that says least, from the first of the days to the last. Of whom a person is
    /// a parent and of whom a relative, roles do not say.
    fn and(self, other: Self) -> Self {
        Self {
            kind: self.kind.max(other.kind),
            interval: self.interval.hull(other.interval),
        }
    }
}

/// What is read of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// Everything that an account needs.
    Account,
    /// Names and address.
    Contact,
}

/// What the roles of a person make of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RoleClaim {
    /// No role was seen.
    Nothing,
    /// Only roles were seen that Hallpass does not give.
    Ignored,
    /// A role of this kind was seen.
    Kind(PersonKind),
}

impl RoleClaim {
    /// Both together. No one is both: a student stays a student, whatever else is written.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Kind(PersonKind::Student), _) | (_, Self::Kind(PersonKind::Student)) => {
                Self::Kind(PersonKind::Student)
            }
            (Self::Kind(kind), _) | (_, Self::Kind(kind)) => Self::Kind(kind),
            (Self::Ignored, _) | (_, Self::Ignored) => Self::Ignored,
            (Self::Nothing, Self::Nothing) => Self::Nothing,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    sourced_id: Text,
    username: Option<Text>,
    given_name: Text,
    family_name: Text,
    email: Option<Text>,
    row: u32,
    grade: Option<GradeLevel>,
    standing: EnabledState,
    claim: RoleClaim,
    family: Option<FamilyRole>,
    offered: bool,
}

/// The persons of a bundle, side by side in little memory.
#[derive(Clone, Debug, Default)]
pub struct People {
    texts: Texts,
    entries: Vec<Entry>,
    index: Index,
}

impl People {
    /// The persons to be held: those with a role in Hallpass.
    pub fn iter(&self) -> impl Iterator<Item = (PersonNumber, PersonKind, Person<'_>)> + '_ {
        self.entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.offered)
            .filter_map(|(place, entry)| match entry.claim {
                RoleClaim::Kind(kind) => Some((PersonNumber::at(place), kind, self.view(entry))),
                RoleClaim::Nothing | RoleClaim::Ignored => None,
            })
    }

    /// One person.
    pub fn get(&self, number: PersonNumber) -> Option<Person<'_>> {
        self.entries
            .get(number.index())
            .filter(|entry| entry.offered)
            .map(|entry| self.view(entry))
    }

    /// A person with a role of a family, whether they have an account or not. A student is none.
    pub fn family(&self, number: PersonNumber) -> Option<(Person<'_>, FamilyRole)> {
        self.entries
            .get(number.index())
            .filter(|entry| entry.claim != RoleClaim::Kind(PersonKind::Student))
            .and_then(|entry| Some((self.view(entry), entry.family?)))
    }

    /// Whether a person is a student who is to be held.
    pub(super) fn is_student(&self, number: PersonNumber) -> bool {
        self.entries.get(number.index()).is_some_and(|entry| {
            entry.offered && entry.claim == RoleClaim::Kind(PersonKind::Student)
        })
    }

    /// The rows and keys of persons with a role of a family.
    pub(super) fn families(&self) -> impl Iterator<Item = (u32, &str)> + '_ {
        self.entries
            .iter()
            .filter(|entry| entry.family.is_some())
            .map(|entry| (entry.row, self.texts.get(entry.sourced_id)))
    }

    /// The line in an editor on which the row of a person begins, counted from 1.
    pub fn row(&self, number: PersonNumber) -> Option<u32> {
        self.entries.get(number.index()).map(|entry| entry.row)
    }

    /// How many places there are: every [`PersonNumber`]'s index is below.
    pub fn places(&self) -> usize {
        self.entries.len()
    }

    fn view(&self, entry: &Entry) -> Person<'_> {
        Person {
            sourced_id: self.texts.get(entry.sourced_id),
            username: entry.username.map(|text| self.texts.get(text)),
            given_name: self.texts.get(entry.given_name),
            family_name: self.texts.get(entry.family_name),
            email: entry.email.map(|text| self.texts.get(text)),
            grade: entry.grade,
            standing: entry.standing,
        }
    }

    /// Takes a user who may have an account.
    pub(super) fn take(&mut self, row: &mut RosterRow<'_, '_>) -> Result<PersonNumber, Fault> {
        self.take_of(row, Extent::Account)
    }

    /// Takes names and address of a user who will have no account by the roster.
    pub(super) fn take_contact(
        &mut self,
        row: &mut RosterRow<'_, '_>,
    ) -> Result<PersonNumber, Fault> {
        self.take_of(row, Extent::Contact)
    }

    fn take_of(
        &mut self,
        row: &mut RosterRow<'_, '_>,
        extent: Extent,
    ) -> Result<PersonNumber, Fault> {
        let sourced_id = row.key(Field::SourcedId)?;
        let (given, family) = names(row)?;
        let username = match extent {
            Extent::Account => username(row)?,
            Extent::Contact => None,
        };
        let email = row.optional(Field::Email)?.filter(|email| {
            let is_address = EmailAddress::check(email).is_ok();
            if !is_address {
                row.warn(Field::Email, Code::InvalidEmail);
            }
            is_address
        });
        let person = Person {
            sourced_id: &sourced_id,
            username: username.as_deref(),
            given_name: &given,
            family_name: &family,
            email: email.as_deref(),
            grade: match extent {
                Extent::Account => grade(row)?,
                Extent::Contact => None,
            },
            standing: standing(row)?,
        };
        if let Some(number) = self.find(person.sourced_id) {
            let held = self.entries.get(number.index());
            let same = held.is_some_and(|held| self.view(held) == person);
            return row.repeated(same).map(|()| number);
        }
        let number = PersonNumber::at(self.entries.len());
        let entry = self.keep(&person, row.number)?;
        self.entries.push(entry);
        self.index.insert(person.sourced_id, number.0);
        Ok(number)
    }

    fn keep(&mut self, person: &Person<'_>, row: u32) -> Result<Entry, Fault> {
        let texts = &mut self.texts;
        Ok(Entry {
            sourced_id: texts.keep(person.sourced_id)?,
            username: person.username.map(|text| texts.keep(text)).transpose()?,
            given_name: texts.keep(person.given_name)?,
            family_name: texts.keep(person.family_name)?,
            email: person.email.map(|text| texts.keep(text)).transpose()?,
            row,
            grade: person.grade,
            standing: person.standing,
            claim: RoleClaim::Nothing,
            family: None,
            offered: false,
        })
    }

    pub(super) fn find(&self, key: &str) -> Option<PersonNumber> {
        let is_at = |place| {
            self.entries
                .get(PersonNumber(place).index())
                .is_some_and(|entry| self.texts.get(entry.sourced_id) == key)
        };
        self.index.find(key, is_at).map(PersonNumber)
    }

    pub(super) fn claim(&self, number: PersonNumber) -> RoleClaim {
        self.entries
            .get(number.index())
            .map_or(RoleClaim::Nothing, |entry| entry.claim)
    }

    /// Adds what one role makes of a person.
    pub(super) fn add_claim(&mut self, number: PersonNumber, claim: RoleClaim) {
        if let Some(entry) = self.entries.get_mut(number.index()) {
            entry.claim = entry.claim.and(claim);
        }
    }

    /// Adds a role of a family.
    pub(super) fn add_family(&mut self, number: PersonNumber, role: FamilyRole) {
        if let Some(entry) = self.entries.get_mut(number.index()) {
            entry.family = Some(entry.family.map_or(role, |held| held.and(role)));
        }
    }

    /// Marks a person as one to be held.
    pub(super) fn offer(&mut self, number: PersonNumber) {
        if let Some(entry) = self.entries.get_mut(number.index()) {
            entry.offered = true;
        }
    }

    /// The rows and keys of persons that are not offered although no ignored role explains it.
    pub(super) fn unexplained(&self) -> impl Iterator<Item = (u32, &str)> + '_ {
        self.entries
            .iter()
            .filter(|entry| !entry.offered && entry.claim != RoleClaim::Ignored)
            .map(|entry| (entry.row, self.texts.get(entry.sourced_id)))
    }

    /// Gives back the memory that is not used.
    pub(super) fn settle(&mut self) {
        self.texts.settle();
        self.entries.shrink_to_fit();
    }
}
