//! Classes.

use std::collections::HashMap;

use super::{
    codes::Code,
    courses::Courses,
    files::{Field, File},
    kept_because_unreadable::KeptBecauseUnreadable,
    numbers::{ClassNumber, CourseNumber, OrgNumber, SessionNumber},
    orgs::Orgs,
    row::{Fault, Presence, RosterRow},
    sessions::Sessions,
    vocabulary::ClassKind,
};
use crate::classes::grade_level::GradeLevel;
use crate::text::ClassTitle;

/// A class of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its key in the system it comes from.
    pub sourced_id: String,
    /// Its title, 1 to 255 characters.
    pub title: String,
    /// The grade levels it is for, ascending; its course's if it names none.
    pub grades: Vec<GradeLevel>,
    /// Its kind; one the standard does not know counts as scheduled.
    pub kind: ClassKind,
    /// Its school: an organization of kind school.
    pub school: OrgNumber,
    /// Its course, if the bundle has it.
    pub course: Option<CourseNumber>,
    /// The sessions in which it meets, ascending by number, as far as the bundle has them.
    pub sessions: Vec<SessionNumber>,
    /// Whether these are all.
    pub terms: Terms,
    /// The line in an editor on which its row begins, counted from 1.
    pub row: u32,
}

/// Whether the sessions of a class are all known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// They are, as far as the bundle has them.
    Known,
    /// The row of one of them could not be read, so when the class ends is not known.
    Unread,
}

/// What classes refer to.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) orgs: &'a Orgs,
    pub(super) sessions: &'a Sessions,
    pub(super) courses: &'a Courses,
    pub(super) spared: &'a KeptBecauseUnreadable,
}

/// The classes while they are read.
#[derive(Default)]
pub(super) struct Classes {
    classes: Vec<Class>,
    places: HashMap<String, usize>,
}

impl Classes {
    pub(super) fn take(
        &mut self,
        row: &mut RosterRow<'_, '_>,
        around: Around<'_>,
    ) -> Result<(), Fault> {
        let courses = around.courses;
        let sourced_id = row.key(Field::SourcedId)?.into_owned();
        if row.presence()? == Presence::Deleted {
            return Ok(());
        }
        let title = row.text::<ClassTitle>(Field::Title)?.into_owned();
        let kind = kind(row)?;
        let school = school(row, around.orgs)?;
        let course = course(row, courses)?;
        let mut grades = row.grades()?;
        if let (true, Some(course)) = (grades.is_empty(), course) {
            courses.grades(course).clone_into(&mut grades);
        }
        let (sessions, terms) = terms(row, around)?;
        let mut class = Class {
            sourced_id,
            title,
            grades,
            kind,
            school,
            course,
            sessions,
            terms,
            row: row.number,
        };
        if let Some((_, held)) = self.find(&class.sourced_id) {
            class.row = held.row;
            let same = *held == class;
            return row.repeated(same);
        }
        self.places
            .insert(class.sourced_id.clone(), self.classes.len());
        self.classes.push(class);
        Ok(())
    }

    pub(super) fn find(&self, key: &str) -> Option<(ClassNumber, &Class)> {
        let place = self.places.get(key).copied()?;
        Some((ClassNumber::at(place), self.classes.get(place)?))
    }

    pub(super) fn into_classes(self) -> Vec<Class> {
        self.classes
    }
}

fn kind(row: &mut RosterRow<'_, '_>) -> Result<ClassKind, Fault> {
    if row.optional(Field::ClassType)?.is_none() {
        row.warn(Field::ClassType, Code::MissingValue);
        return Ok(ClassKind::Scheduled);
    }
    Ok(if let Some(kind) = row.word(Field::ClassType)? {
        kind
    } else {
        row.warn(Field::ClassType, Code::UnknownValue);
        ClassKind::Scheduled
    })
}

/// The school of the class. A department stands for the school it belongs to.
fn school(row: &mut RosterRow<'_, '_>, orgs: &Orgs) -> Result<OrgNumber, Fault> {
    let field = Field::SchoolSourcedId;
    let named = orgs
        .find(&row.key(field)?)
        .ok_or(Fault::new(field, Code::UnknownReference))?;
    let school = orgs
        .school_of(named)
        .ok_or(Fault::new(field, Code::WrongKind))?;
    if school != named {
        row.warn(field, Code::WrongKind);
    }
    Ok(school)
}

fn course(row: &mut RosterRow<'_, '_>, courses: &Courses) -> Result<Option<CourseNumber>, Fault> {
    let field = Field::CourseSourcedId;
    let Some(key) = row.optional(field)? else {
        row.warn(field, Code::MissingValue);
        return Ok(None);
    };
    let course = courses.find(&key);
    if course.is_none() {
        row.warn(field, Code::UnknownReference);
    }
    Ok(course)
}

fn terms(
    row: &mut RosterRow<'_, '_>,
    around: Around<'_>,
) -> Result<(Vec<SessionNumber>, Terms), Fault> {
    let field = Field::TermSourcedIds;
    let keys = row.list(field)?;
    if keys.is_empty() {
        row.warn(field, Code::MissingValue);
    }
    let mut sessions = Vec::with_capacity(keys.len());
    let mut terms = Terms::Known;
    for key in keys {
        if let Some(session) = around.sessions.find(&key) {
            sessions.push(session);
            continue;
        }
        row.warn(field, Code::UnknownReference);
        if around.spared.has(File::AcademicSessions, &key) {
            terms = Terms::Unread;
        }
    }
    sessions.sort_unstable();
    sessions.dedup();
    Ok((sessions, terms))
}
