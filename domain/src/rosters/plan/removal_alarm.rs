//! How much schools, sections and their staff would shrink (R-IMP).

use std::collections::{HashMap, HashSet};

use super::{
    compare::HeldRecord,
    context::PlanContext,
    held::HeldPerson,
    records::SchoolRecord,
    removal_guard::{Ending, Removal, RemovalGuard},
};
use crate::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::{ClassId, SchoolId, UserId},
    rosters::files::File,
};

/// How much would lose so many people that a person has to accept it (R-IMP).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RemovalAlarm {
    /// Schools that lose students; all students who are in no class count as one more.
    pub schools: usize,
    /// Sections that lose students.
    pub sections: usize,
    /// Schools that lose staff; at least one if the district does.
    pub staff: usize,
    /// Files without a row of which something is held.
    pub files: usize,
}

impl RemovalAlarm {
    /// Whether nothing has to be accepted.
    pub fn is_within_bounds(self) -> bool {
        self == Self::default()
    }
}

/// Schools of students; none for students who are in no class, who count together.
type Guard = RemovalGuard<Option<SchoolId>, ClassId>;

/// How far a class that is held has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ClassProgress {
    /// It meets, as far as any person knows.
    Meets,
    /// Its last session is over.
    Over,
    /// It has left the roster, or access through it is over: no one loses it.
    Closed,
}

/// Judges what would be lost.
pub(super) fn removal_alarm(context: &PlanContext<'_>) -> RemovalAlarm {
    let mut guard = Guard::default();
    let progress_of_classes = progress_of_classes(context);
    let progress = |class: ClassId| {
        progress_of_classes
            .get(&class)
            .copied()
            .unwrap_or(ClassProgress::Meets)
    };
    count_students(context, progress, &mut guard);
    count_staff(context, progress, &mut guard);
    let files = emptied_files(context);
    let bounds = &context.held.bounds;
    let of_section = |class: &ClassId| bounds.of(context.schools_of_classes.get(class).copied());
    let judged = guard.judge(
        |school| bounds.of(*school),
        of_section,
        bounds.of_district(),
    );
    match judged {
        Removal::WithinBounds => RemovalAlarm {
            files,
            ..RemovalAlarm::default()
        },
        Removal::NeedsAcceptance {
            schools,
            sections,
            staff,
            all_staff,
        } => RemovalAlarm {
            schools: schools.len(),
            sections: sections.len(),
            staff: staff.len().max(usize::from(all_staff.is_some())),
            files,
        },
    }
}

fn progress_of_classes(context: &PlanContext<'_>) -> HashMap<ClassId, ClassProgress> {
    let held = context.held;
    let today = context.now.date_naive();
    let over: HashSet<_> = held
        .sessions
        .iter()
        .map(HeldRecord::record)
        .filter(|session| session.ends_on < today)
        .map(|session| session.id)
        .collect();
    let progress_of_classes = held.classes.iter().map(|class| {
        let is_current = class.is_current();
        let class = class.record();
        let progress = if !is_current || class.access_ends_at <= context.now {
            ClassProgress::Closed
        } else if class.session.is_some_and(|session| over.contains(&session)) {
            ClassProgress::Over
        } else {
            ClassProgress::Meets
        };
        (class.id, progress)
    });
    progress_of_classes.collect()
}

/// Counts students. A class whose last session is over may lose all who stay at their school: that
/// is how terms change.
fn count_students(
    context: &PlanContext<'_>,
    progress: impl Fn(ClassId) -> ClassProgress,
    guard: &mut Guard,
) {
    let outcomes = &context.losses.students;
    let mut in_schools: HashMap<(SchoolId, UserId), Ending> = HashMap::new();
    for ((class, user), ending) in &outcomes.seats {
        let Some(school) = context.schools_of_classes.get(class) else {
            continue;
        };
        let at_school = outcomes.at_school(*school, *user);
        match progress(*class) {
            ClassProgress::Closed => continue,
            ClassProgress::Over => guard.count_in_section(*class, ending.or_stays(at_school)),
            ClassProgress::Meets => guard.count_in_section(*class, *ending),
        }
        in_schools.insert((*school, *user), at_school);
    }
    let seated: HashSet<UserId> = in_schools.keys().map(|(_, user)| *user).collect();
    for ((school, _), ending) in in_schools {
        guard.count_in_school(Some(school), ending);
    }
    for person in &context.held.people {
        let is_unseated = person.kind == PersonKind::Student
            && person.status != AccountStatus::Disabled
            && person.is_in_roster()
            && !seated.contains(&person.id);
        if is_unseated {
            guard.count_in_school(None, context.losses.fate(person.id));
        }
    }
}

/// Counts staff: by the roles that rosters gave them and by their parts in classes that meet. Who
/// loses all of the one or of the other at a school has lost it.
fn count_staff(
    context: &PlanContext<'_>,
    progress: impl Fn(ClassId) -> ClassProgress,
    guard: &mut Guard,
) {
    let outcomes = &context.losses.staff;
    let mut fates = context.losses.roles.clone();
    for ((class, user), _) in &outcomes.seats {
        let Some(school) = context.schools_of_classes.get(class) else {
            continue;
        };
        if progress(*class) != ClassProgress::Meets {
            continue;
        }
        let ending = outcomes.at_school(*school, *user);
        let fate = fates.entry((Some(*school), *user)).or_insert(ending);
        if ending == Ending::Ends {
            *fate = ending;
        }
    }
    let mut everybody: HashMap<UserId, Ending> = HashMap::new();
    for ((school, user), mut ending) in fates {
        if context.losses.fate(user) == Ending::Ends {
            ending = Ending::Ends;
        }
        if school.is_some() {
            guard.count_staff_of_school(school, ending);
        }
        let anywhere = everybody.entry(user).or_insert(ending);
        *anywhere = anywhere.or_stays(ending);
    }
    for ending in everybody.into_values() {
        guard.count_staff(ending);
    }
}

/// How many files have a header and nothing else, although something of their kind is held.
fn emptied_files(context: &PlanContext<'_>) -> usize {
    let (held, bundle) = (context.held, context.bundle);
    let has_people = held.people.iter().any(HeldPerson::is_in_roster);
    let has_seats = !held.enrollments.is_empty() || !held.assignments.is_empty();
    let mut schools = held.schools.iter();
    let is_rostered = |school: &HeldRecord<SchoolRecord>| school.record().source_id.is_some();
    let kinds = [
        (
            File::Orgs,
            schools.any(|school| is_rostered(school) && school.is_current()),
        ),
        (
            File::AcademicSessions,
            held.sessions.iter().any(HeldRecord::is_current),
        ),
        (
            File::Classes,
            held.classes.iter().any(HeldRecord::is_current),
        ),
        (File::Users, has_people),
        (File::Roles, has_people),
        (File::Enrollments, has_seats),
    ];
    kinds
        .iter()
        .filter(|(file, is_held)| *is_held && bundle.manifest.files.contains(file))
        .filter(|(file, _)| bundle.report.rows(*file).read == 0)
        .count()
}
