//! Classes.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::{
    classes::{
        association::{ClassFacts, class_end},
        codes::ClassCode,
        grade_level::GradeLevel,
    },
    ids::{AcademicSessionId, ClassId, SchoolId},
    parameters::Parameters,
    rosters::{
        Class, Code, Field, File, Grade, Terms,
        plan::{Held as State, Kind, Side, Step, Wanted, compare as steps},
    },
    text_enum::TextEnum,
};

use super::{PlanContext, Rows, School, short};
use crate::{
    rosters::{rows::ClassRow, snapshot::HeldClass},
    sql_types::{BindUuid, bind_id, bind_instant},
};

/// A class that differs, or is back.
pub(in crate::rosters) struct ClassChange {
    pub(in crate::rosters) id: BindUuid,
    pub(in crate::rosters) school_id: BindUuid,
    pub(in crate::rosters) academic_session_id: Option<BindUuid>,
    pub(in crate::rosters) title: String,
    pub(in crate::rosters) grade_level: Option<&'static str>,
    pub(in crate::rosters) access_ends_at: DateTime<Utc>,
    pub(in crate::rosters) returning: Return,
}

/// Whether a class is back in the roster.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rosters) enum Return {
    /// It never left.
    Stays,
    /// It had left, and opens again.
    Returns,
}

/// What a class is to be.
struct Facts {
    id: ClassId,
    school: SchoolId,
    session: Option<AcademicSessionId>,
    title: String,
    grade_level: Option<&'static str>,
    access_ends_at: DateTime<Utc>,
}

pub(super) fn compare(bench: &mut PlanContext<'_>) -> Rows<ClassRow, ClassChange, BindUuid> {
    let (bundle, held) = (bench.bundle, bench.held);
    let known: HashMap<&str, &HeldClass> = held
        .classes
        .iter()
        .map(|class| (class.source_id.as_str(), class))
        .collect();
    let mut ids = Vec::with_capacity(bundle.classes.len());
    let mut present = Vec::with_capacity(bundle.classes.len());
    for class in &bundle.classes {
        let sourced_id = class.sourced_id.as_str();
        let before = known.get(sourced_id).copied();
        let id = before.map_or_else(|| bench.new_id(), |held| held.id);
        ids.push(id);
        if let Some(facts) = facts(bench, class, id, before) {
            present.push((sourced_id, judge(bench, class, facts, before)));
        }
    }
    bench.classes = ids;
    let spared = bundle
        .spared
        .keys(File::Classes)
        .map(|key| (key, Wanted::KeptBecauseUnreadable));
    let current = held.classes.iter().map(|class| {
        let state = if class.left_roster {
            State::Ended(class)
        } else {
            State::Current(class)
        };
        (class.source_id.as_str(), state)
    });
    let found: Vec<_> = steps(
        Side::new(present.into_iter().chain(spared).collect()),
        Side::new(current.collect()),
        |facts, held| is_same(facts, held),
    )
    .collect();
    write_down(bench, found)
}

fn write_down(
    bench: &mut PlanContext<'_>,
    found: Vec<(&str, Step<Facts, &HeldClass>)>,
) -> Rows<ClassRow, ClassChange, BindUuid> {
    let mut rows = Rows::default();
    let mut codes = HashSet::new();
    for (sourced_id, step) in found {
        bench.tally(Kind::Class).count(&step);
        match step {
            Step::Create(facts) => {
                bench.schools_of_classes.insert(facts.id, facts.school);
                rows.new.push(ClassRow {
                    organization_id: bench.tenant,
                    id: bind_id(facts.id),
                    school_id: bind_id(facts.school),
                    academic_session_id: facts.session.map(bind_id),
                    title: facts.title,
                    grade_level: facts.grade_level,
                    sign_in_code: new_code(bench, &mut codes),
                    access_ends_at: bind_instant(facts.access_ends_at),
                    source_id: sourced_id.to_owned(),
                    created_at: bind_instant(bench.now),
                    updated_at: bind_instant(bench.now),
                });
            }
            Step::Change(facts, held) => {
                if facts.access_ends_at <= bench.now && held.access_ends_at > bench.now {
                    bench.losses.classes.insert(held.id);
                }
                rows.changed.push(change(facts, Return::Stays));
            }
            Step::Resume(facts, _) => rows.changed.push(change(facts, Return::Returns)),
            Step::End(held) => {
                bench.losses.classes.insert(held.id);
                rows.ended.push(bind_id(held.id));
            }
            Step::Keep(_) | Step::Spare(_) => {}
        }
    }
    rows
}

/// Whether a class may be what the bundle says. One with students does not move to a school that may
/// not have students, for they would go with it.
fn judge(
    bench: &mut PlanContext<'_>,
    class: &Class,
    facts: Facts,
    before: Option<&HeldClass>,
) -> Wanted<Facts> {
    let may_have_students = |school| bench.held.agreements.contains_key(&school);
    let loses_agreement = before.is_some_and(|held| {
        held.school != facts.school
            && may_have_students(held.school)
            && !may_have_students(facts.school)
    });
    if loses_agreement {
        let (field, code) = (Field::SchoolSourcedId, Code::SchoolAuthorizationRequired);
        bench.find_fault(File::Classes, Some(class.row), Some(field), code);
        return Wanted::KeptBecauseUnreadable;
    }
    Wanted::Present(facts)
}

fn facts(
    bench: &PlanContext<'_>,
    class: &Class,
    id: ClassId,
    before: Option<&HeldClass>,
) -> Option<Facts> {
    let school: School = bench.schools.get(class.school.index()).copied().flatten()?;
    let last = class
        .sessions
        .iter()
        .filter_map(|number| {
            let session = bench.bundle.sessions.get(number.index())?;
            Some((session.ends_on, *bench.sessions.get(number.index())?))
        })
        .max_by_key(|(ends_on, _)| *ends_on);
    let end = class_end(&ClassFacts {
        // A class without a session belongs to the school year in which the roster still has it.
        created_at: bench.now,
        last_session_ends_on: last.map(|(ends_on, _)| ends_on),
        time_zone: school.zone,
        tail: Parameters::at(bench.now.date_naive())
            .class_assoc_tail
            .value,
    });
    // As long as a session of the class cannot be read, it ends when it would have ended.
    let unread = before.filter(|_| class.terms == Terms::Unread);
    let computed = (last.map(|(_, session)| session), end);
    let (session, access_ends_at) =
        unread.map_or(computed, |held| (held.session, held.access_ends_at));
    Some(Facts {
        id,
        school: school.id,
        session,
        title: short(&class.title),
        grade_level: match class.grades.as_slice() {
            [grade] => Some(grade_level(*grade).as_str()),
            _ => None,
        },
        access_ends_at,
    })
}

fn is_same(wanted: &Facts, held: &HeldClass) -> bool {
    wanted.school == held.school
        && wanted.session == held.session
        && wanted.title == held.title
        && wanted.grade_level == held.grade_level.as_deref()
        && wanted.access_ends_at == held.access_ends_at
}

fn change(facts: Facts, returning: Return) -> ClassChange {
    ClassChange {
        id: bind_id(facts.id),
        school_id: bind_id(facts.school),
        academic_session_id: facts.session.map(bind_id),
        title: facts.title,
        grade_level: facts.grade_level,
        access_ends_at: facts.access_ends_at,
        returning,
    }
}

fn new_code(bench: &PlanContext<'_>, codes: &mut HashSet<String>) -> String {
    loop {
        let code = draw_code(bench.mint);
        if codes.insert(code.clone()) {
            return code;
        }
    }
}

/// Draws a code that may be taken.
pub(in crate::rosters) fn draw_code(mint: &dyn domain::mint::Mint) -> String {
    let mut random = [0; 16];
    mint.fill(&mut random);
    ClassCode::from_random(random).as_str().to_owned()
}

/// The grade level of a code; levels outside of school are "other".
pub(in crate::rosters) fn grade_level(grade: Grade) -> GradeLevel {
    GradeLevel::parse(grade.as_str()).unwrap_or(GradeLevel::Other)
}
