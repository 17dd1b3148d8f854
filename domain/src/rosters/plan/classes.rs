//! Classes.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    changes::{Changes, Entity},
    compare::{HeldRecord, Step, Wanted, compare},
    context::{KnownSchool, PlanContext},
    counts::Kind,
    records::ClassRecord,
};
use crate::{
    classes::association::{ClassFacts, class_end},
    ids::{AcademicSessionId, ClassId},
    organizations::{academic_session::AcademicSessionKind, time_zone::local_day},
    parameters::Parameters,
    rosters::{
        classes::{Class, Terms},
        codes::Code,
        files::{Field, File},
    },
};

impl Entity for ClassRecord {
    type Held = Self;

    fn id(held: &Self) -> Uuid {
        held.id.uuid()
    }
}

pub(super) fn reconcile(context: &mut PlanContext<'_>) -> Changes<ClassRecord> {
    let (bundle, held, now) = (context.bundle, context.held, context.now);
    let current = held
        .classes
        .iter()
        .map(|class| (class.record().source_id.as_str(), class.as_ref()));
    let current: Vec<_> = current.collect();
    let known: HashMap<&str, HeldRecord<&ClassRecord>> = current.iter().copied().collect();
    let mut ids = Vec::with_capacity(bundle.classes.len());
    let mut wanted = Vec::with_capacity(bundle.classes.len());
    for class in &bundle.classes {
        let key = class.sourced_id.as_str();
        let before = known.get(key).map(|before| *before.record());
        let id = before.map_or_else(|| context.new_id(), |before| before.id);
        ids.push(id);
        if let Some(school) = context.school(class.school) {
            let record = record(context, class, id, school, before);
            wanted.push((key, judge(context, class, record, before)));
        }
    }
    context.classes = ids;
    wanted.extend(context.unread(File::Classes));
    let steps: Vec<_> = compare(wanted, current, |wanted, held| wanted == *held).collect();
    for (_, step) in &steps {
        match step {
            Step::Create(class) => {
                context.schools_of_classes.insert(class.id, class.school);
            }
            Step::Change(class, held)
                if class.access_ends_at <= now && held.access_ends_at > now =>
            {
                context.losses.classes.insert(held.id);
            }
            Step::End(held) => {
                context.losses.classes.insert(held.id);
            }
            Step::Change(..) | Step::Resume(..) | Step::Keep(_) | Step::Spare(_) => {}
        }
    }
    Changes::of(steps, context.counts(Kind::Class), now)
}

/// Whether a class may be what the bundle says. One with students does not move to a school that may
/// not have students, for they would go with it.
fn judge(
    context: &mut PlanContext<'_>,
    class: &Class,
    wanted: ClassRecord,
    before: Option<&ClassRecord>,
) -> Wanted<ClassRecord> {
    let may_have_students = |school| context.held.agreements.contains_key(&school);
    let loses_agreement = before.is_some_and(|held| {
        held.school != wanted.school
            && may_have_students(held.school)
            && !may_have_students(wanted.school)
    });
    if loses_agreement {
        let (field, code) = (Field::SchoolSourcedId, Code::SchoolAuthorizationRequired);
        context.find_fault(File::Classes, Some(class.row), Some(field), code);
        return Wanted::KeptBecauseUnreadable;
    }
    Wanted::Present(wanted)
}

fn record(
    context: &PlanContext<'_>,
    class: &Class,
    id: ClassId,
    school: KnownSchool,
    before: Option<&ClassRecord>,
) -> ClassRecord {
    let known = class.sessions.iter().map(|number| number.index());
    let last = known
        .filter_map(|place| dated(context, place))
        .max_by_key(|(ends_on, _)| *ends_on)
        .or_else(|| running(context));
    let end = class_end(&ClassFacts {
        // Without any session, a class belongs to the school year in which the roster still has it.
        created_at: context.now,
        last_session_ends_on: last.map(|(ends_on, _)| ends_on),
        time_zone: school.zone,
        tail: Parameters::at(context.now.date_naive())
            .class_assoc_tail
            .value,
    });
    // As long as a session of the class cannot be read, it ends when it would have ended.
    let unread = before.filter(|_| class.terms == Terms::Unread);
    let computed = (last.map(|(_, session)| session), end);
    let (session, access_ends_at) =
        unread.map_or(computed, |held| (held.session, held.access_ends_at));
    ClassRecord {
        id,
        source_id: class.sourced_id.clone(),
        school: school.id,
        session,
        title: class.title.clone(),
        grade_level: match class.grades.as_slice() {
            [grade] => Some(*grade),
            _ => None,
        },
        access_ends_at,
    }
}

/// A session of the bundle with its last day.
fn dated(context: &PlanContext<'_>, place: usize) -> Option<(NaiveDate, AcademicSessionId)> {
    let session = context.bundle.sessions.get(place)?;
    Some((session.ends_on, *context.sessions.get(place)?))
}

/// The running term that ends first: a class of which no term is known ends with it, because a right
/// of which the end is not known ends early rather than late (G-06).
fn running(context: &PlanContext<'_>) -> Option<(NaiveDate, AcademicSessionId)> {
    let today = local_day(context.now, None);
    let sessions = context.bundle.sessions.iter().enumerate();
    let running = sessions.filter(|(_, session)| {
        session.kind != AcademicSessionKind::GradingPeriod
            && session.starts_on <= today.latest
            && session.ends_on >= today.earliest
    });
    running
        .filter_map(|(place, _)| dated(context, place))
        .min_by_key(|(ends_on, _)| *ends_on)
}
