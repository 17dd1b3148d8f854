//! Enrollments: who is in which class, as what, and when.

use std::collections::BTreeSet;

use crate::{classes::class_role::ClassRole, staff::role::StaffRole, text_enum::TextEnum};

use super::{
    classes::{Class, Classes, Terms},
    codes::Code,
    files::Field,
    grants::Grants,
    interval::Interval,
    numbers::{ClassNumber, PersonNumber},
    orgs::Orgs,
    people::{People, RoleClaim},
    report::Severity,
    roles::RosterRole,
    row::{Fault, Presence, RosterRow},
    sessions::Sessions,
    texts::{Text, Texts},
    vocabulary::WrittenRole,
};

mod settle;

/// What a person is in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EnrollmentRole {
    /// A learner.
    Student,
    /// A member of staff.
    Staff(ClassRole),
}

impl EnrollmentRole {
    /// The role in the school that goes with it.
    const fn school_role(self) -> RosterRole {
        match self {
            Self::Student => RosterRole::Student,
            Self::Staff(ClassRole::TeacherOfRecord | ClassRole::CoTeacher) => {
                RosterRole::Staff(StaffRole::Teacher)
            }
            Self::Staff(ClassRole::TeachingAssistant) => RosterRole::Staff(StaffRole::Assistant),
        }
    }
}

/// An enrollment of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrollment<'a> {
    /// The key in the system it comes from.
    pub sourced_id: &'a str,
    /// The class.
    pub class: ClassNumber,
    /// The person.
    pub person: PersonNumber,
    /// What the person is in the class.
    pub role: EnrollmentRole,
    /// When; the end is the first day after.
    pub interval: Interval,
    /// The line in an editor on which its row begins, counted from 1.
    pub row: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    class: ClassNumber,
    person: PersonNumber,
    interval: Interval,
    sourced_id: Text,
    row: u32,
    role: EnrollmentRole,
}

/// The enrollments of a bundle, 32 bytes each beside the key.
#[derive(Clone, Debug, Default)]
pub struct Enrollments {
    texts: Texts,
    entries: Vec<Entry>,
    /// Classes of which the row of a teacher could not be read.
    open: BTreeSet<ClassNumber>,
}

/// What enrollments refer to.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) orgs: &'a Orgs,
    pub(super) sessions: &'a Sessions,
    pub(super) classes: &'a Classes,
    pub(super) people: &'a People,
}

impl Enrollments {
    /// The enrollments by class, role and person. Keys are unique; of one class, role and person
    /// the intervals do not overlap.
    pub fn iter(&self) -> impl Iterator<Item = Enrollment<'_>> + '_ {
        self.entries.iter().map(|entry| self.view(entry))
    }

    /// The enrollment at a place in the order of [`iter`](Self::iter).
    pub fn get(&self, place: usize) -> Option<Enrollment<'_>> {
        self.entries.get(place).map(|entry| self.view(entry))
    }

    fn view(&self, entry: &Entry) -> Enrollment<'_> {
        Enrollment {
            sourced_id: self.texts.get(entry.sourced_id),
            class: entry.class,
            person: entry.person,
            role: entry.role,
            interval: entry.interval,
            row: entry.row,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn take(
        &mut self,
        row: &mut RosterRow<'_, '_>,
        around: Around<'_>,
        grants: &mut Grants,
    ) -> Result<(), Fault> {
        let sourced_id = row.key(Field::SourcedId)?;
        if row.presence()? == Presence::Deleted {
            return Ok(());
        }
        let Some(role) = role(row)? else {
            return Ok(());
        };
        let unknown = |field| Fault::new(field, Code::UnknownReference);
        let (class, facts) = around
            .classes
            .find(&row.key(Field::ClassSourcedId)?)
            .ok_or(unknown(Field::ClassSourcedId))?;
        let person = around
            .people
            .find(&row.key(Field::UserSourcedId)?)
            .ok_or(unknown(Field::UserSourcedId))?;
        judge_role(role, around.people.claim(person))?;
        if let Some(school) = row.optional(Field::SchoolSourcedId)? {
            let named = around.orgs.find(&school);
            let named = named.and_then(|org| around.orgs.school_of(org));
            if named != Some(facts.school) {
                row.warn(Field::SchoolSourcedId, Code::SchoolDiffers);
            }
        }
        let Some(interval) = row.interval()? else {
            return Ok(());
        };
        if lies_outside(interval, facts, around.sessions) {
            row.warn(Field::BeginDate, Code::OutsideTerms);
        }
        if !grants.has_place(person, facts.school) {
            row.warn(Field::UserSourcedId, Code::NoRoleAtSchool);
            grants.imply(person, facts.school, role.school_role());
        }
        let sourced_id = self.texts.keep(&sourced_id)?;
        self.entries.push(Entry {
            class,
            person,
            interval,
            sourced_id,
            row: row.number,
            role,
        });
        Ok(())
    }

    /// Notes that a row is left out. If it may have been a teacher's, the class has perhaps the
    /// teacher of record that the rows which are taken do not show.
    pub(super) fn leave_open(&mut self, row: &RosterRow<'_, '_>, classes: &Classes) {
        let may_teach = row
            .key_in_passing(Field::Role)
            .is_none_or(|role| !role.eq_ignore_ascii_case(WrittenRole::Student.as_str()));
        let class = row
            .key_in_passing(Field::ClassSourcedId)
            .and_then(|key| classes.find(key));
        if let (true, Some((class, _))) = (may_teach, class) {
            self.open.insert(class);
        }
    }
}

/// Whether an interval has no day in common with the sessions of its class, of which all are known.
fn lies_outside(interval: Interval, class: &Class, sessions: &Sessions) -> bool {
    let days = class
        .sessions
        .iter()
        .filter_map(|number| sessions.get(*number));
    let begin = days.clone().map(|session| session.starts_on).min();
    let last = days.map(|session| session.ends_on).max();
    let end = last.and_then(|last| last.succ_opt());
    let (Terms::Known, Some(_), Ok(terms)) = (class.terms, begin, Interval::new(begin, end)) else {
        return false;
    };
    !terms.overlaps(interval)
}

/// The role in the class, or nothing if Hallpass gives none.
fn role(row: &mut RosterRow<'_, '_>) -> Result<Option<EnrollmentRole>, Fault> {
    Ok(match row.role()? {
        Some(WrittenRole::Student) => Some(EnrollmentRole::Student),
        Some(WrittenRole::Teacher) => Some(match row.truth(Field::Primary)? {
            Some(true) => EnrollmentRole::Staff(ClassRole::TeacherOfRecord),
            Some(false) | None => EnrollmentRole::Staff(ClassRole::CoTeacher),
        }),
        Some(WrittenRole::Aide) => {
            // The standard has no aides in enrollments; systems send them all the same.
            row.warn(Field::Role, Code::UnknownValue);
            Some(EnrollmentRole::Staff(ClassRole::TeachingAssistant))
        }
        Some(_) | None => {
            row.note(Field::Role, Code::IgnoredRole, Severity::Info);
            None
        }
    })
}

/// A student never gets the work of staff through an enrollment, nor the reverse.
fn judge_role(role: EnrollmentRole, claim: RoleClaim) -> Result<(), Fault> {
    let needed = role.school_role().person_kind();
    let code = match claim {
        RoleClaim::Kind(kind) if kind == needed => return Ok(()),
        RoleClaim::Kind(_) => Code::RoleConflict,
        RoleClaim::Nothing | RoleClaim::Ignored => Code::NoRole,
    };
    Err(Fault::new(Field::Role, code))
}
