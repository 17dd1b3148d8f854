//! Which schools, sessions, classes and people a plan adds, changes and ends, one by one.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    changes::Changes,
    compare::HeldRecord,
    counts::Kind,
    held::HeldRoster,
    records::{ClassRecord, SchoolRecord, SessionRecord},
    roster_plan::RosterPlan,
};
use crate::rosters::bundle::Bundle;

crate::text_enum! {
    /// What an import does to a record.
    pub enum PlannedStep {
        /// It is new.
        Create = "create",
        /// It is held and becomes different, or was ended and is back.
        Change = "change",
        /// It is held and ends.
        End = "end",
    }
}

/// A record that an import adds, changes or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedChange {
    /// Its kind.
    pub kind: Kind,
    /// What becomes of it.
    pub step: PlannedStep,
    /// Its id, if it is held.
    pub id: Option<Uuid>,
    /// Its key in rosters and its title or name, as the bundle has them; for what ends, as it is held.
    /// None for people who end, whose names are sealed.
    pub named: Option<NamedRecord>,
}

/// How a record is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedRecord {
    /// Its key in rosters, if it has one.
    pub source_id: Option<String>,
    /// Its title, or the person's name.
    pub title: String,
}

impl RosterPlan {
    /// The changes by kind, then what is done, then key. A plan that is made again gives the same.
    pub fn preview(&self, held: &HeldRoster, bundle: &Bundle) -> Vec<PlannedChange> {
        let mut changes = Vec::new();
        changes.extend(of_kind(Kind::Org, &self.schools, &held.schools, school));
        changes.extend(of_kind(
            Kind::AcademicSession,
            &self.sessions,
            &held.sessions,
            session,
        ));
        changes.extend(of_kind(Kind::Class, &self.classes, &held.classes, class));
        let name = |number| {
            let person = bundle.people.get(number)?;
            let title = format!("{} {}", person.given_name, person.family_name);
            Some(NamedRecord {
                source_id: Some(person.sourced_id.to_owned()),
                title: title.trim_end().to_owned(),
            })
        };
        let person = |step, id, named| PlannedChange {
            kind: Kind::Person,
            step,
            id,
            named,
        };
        let people = &self.people;
        let new = people.new.iter();
        changes.extend(new.map(|new| person(PlannedStep::Create, None, name(new.number))));
        let held_people = people.changed.iter();
        changes.extend(
            held_people.map(|(id, to)| person(PlannedStep::Change, Some(*id), name(to.number))),
        );
        let ended = people.ended.iter();
        changes.extend(ended.map(|id| person(PlannedStep::End, Some(*id), None)));
        changes.sort_by(|one, other| {
            let key = |change: &PlannedChange| (change.kind, change.step);
            (key(one), &one.named, one.id).cmp(&(key(other), &other.named, other.id))
        });
        changes
    }
}

/// The changes of one kind of record that is no person.
fn of_kind<R>(
    kind: Kind,
    of_kind: &Changes<R>,
    held: &[HeldRecord<R>],
    name: fn(&R) -> (Uuid, NamedRecord),
) -> Vec<PlannedChange> {
    let held: HashMap<Uuid, NamedRecord> = held.iter().map(|held| name(held.record())).collect();
    let change = |step, id, named| PlannedChange {
        kind,
        step,
        id,
        named,
    };
    let new = of_kind.new.iter();
    let new = new.map(|new| change(PlannedStep::Create, None, Some(name(new).1)));
    let changed = of_kind.changed.iter();
    let changed = changed.map(|(id, to)| change(PlannedStep::Change, Some(*id), Some(name(to).1)));
    let ended = of_kind.ended.iter().chain(&of_kind.withdrawn);
    let ended = ended.map(|id| change(PlannedStep::End, Some(*id), held.get(id).cloned()));
    new.chain(changed).chain(ended).collect()
}

fn school(school: &SchoolRecord) -> (Uuid, NamedRecord) {
    named(school.id.uuid(), school.source_id.as_deref(), &school.name)
}

fn session(session: &SessionRecord) -> (Uuid, NamedRecord) {
    named(session.id.uuid(), Some(&session.source_id), &session.title)
}

fn class(class: &ClassRecord) -> (Uuid, NamedRecord) {
    named(class.id.uuid(), Some(&class.source_id), &class.title)
}

fn named(id: Uuid, source_id: Option<&str>, title: &str) -> (Uuid, NamedRecord) {
    let named = NamedRecord {
        source_id: source_id.map(str::to_owned),
        title: title.to_owned(),
    };
    (id, named)
}
