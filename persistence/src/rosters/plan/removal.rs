//! How much schools, sections and their staff would shrink (R-IMP).

use std::collections::{HashMap, HashSet};

use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::{ClassId, SchoolId, UserId},
    rosters::{
        File,
        plan::{Ending, Removal, RemovalGuard},
    },
};

use super::{PlanContext, RemovalAlarm, seat_outcomes::SeatOutcomes};

/// What would be lost, as the comparisons find it.
#[derive(Default)]
pub(super) struct Losses {
    /// Classes that end, by leaving the roster or by their last day.
    pub(super) classes: HashSet<ClassId>,
    /// People who leave or may not sign in any more.
    pub(super) people: HashSet<UserId>,
    /// What becomes of staff with roles, by school; none for the district.
    pub(super) roles: HashMap<(Option<SchoolId>, UserId), Ending>,
    /// What becomes of students in classes.
    pub(super) students: SeatOutcomes,
    /// What becomes of staff in classes.
    pub(super) staff: SeatOutcomes,
}

impl Losses {
    /// Whether somebody's place in a class goes with the class or with the person.
    pub(super) fn include(&self, (class, user): (ClassId, UserId)) -> bool {
        self.classes.contains(&class) || self.people.contains(&user)
    }
}

/// Schools of students; none for students who are in no class, who count together.
type Guard = RemovalGuard<Option<SchoolId>, ClassId>;

/// How far a class that is held has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    /// It meets, as far as anybody knows.
    Meets,
    /// Its last session is over.
    Over,
    /// It has left the roster, or access through it is over: nobody loses it.
    Closed,
}

/// Judges what would be lost.
pub(super) fn removal_alarm(bench: &PlanContext<'_>) -> RemovalAlarm {
    let mut guard = Guard::default();
    let courses = courses(bench);
    let course = |class: ClassId| courses.get(&class).copied().unwrap_or(Course::Meets);
    count_students(bench, course, &mut guard);
    count_staff(bench, course, &mut guard);
    let files = emptied_files(bench);
    match guard.judge() {
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

fn courses(bench: &PlanContext<'_>) -> HashMap<ClassId, Course> {
    let held = bench.held;
    let today = bench.now.date_naive();
    let over: HashSet<_> = held
        .sessions
        .iter()
        .filter(|session| session.ends_on < today)
        .map(|session| session.id)
        .collect();
    let courses = held.classes.iter().map(|class| {
        let course = if class.left_roster || class.access_ends_at <= bench.now {
            Course::Closed
        } else if class.session.is_some_and(|session| over.contains(&session)) {
            Course::Over
        } else {
            Course::Meets
        };
        (class.id, course)
    });
    courses.collect()
}

/// Counts students. A class whose last session is over may lose all who stay at their school: that
/// is how terms change.
fn count_students(bench: &PlanContext<'_>, course: impl Fn(ClassId) -> Course, guard: &mut Guard) {
    let SeatOutcomes { seats, at_schools } = &bench.losses.students;
    let mut in_schools: HashMap<(SchoolId, UserId), Ending> = HashMap::new();
    for ((class, user), ending) in seats {
        let Some(school) = bench.schools_of_classes.get(class) else {
            continue;
        };
        let at_school = if at_schools.contains(&(*school, *user)) {
            Ending::Stays
        } else {
            Ending::Ends
        };
        match course(*class) {
            Course::Closed => continue,
            Course::Over => guard.count_in_section(*class, ending.or_stays(at_school)),
            Course::Meets => guard.count_in_section(*class, *ending),
        }
        in_schools.insert((*school, *user), at_school);
    }
    let seated: HashSet<UserId> = in_schools.keys().map(|(_, user)| *user).collect();
    for ((school, _), ending) in in_schools {
        guard.count_in_school(Some(school), ending);
    }
    for person in &bench.held.people {
        let is_unseated = person.kind == PersonKind::Student
            && person.status != AccountStatus::Disabled
            && person.digest.is_some()
            && !seated.contains(&person.id);
        if is_unseated {
            guard.count_in_school(None, fate(bench, person.id));
        }
    }
}

/// Counts staff: by the roles that rosters gave them and by their parts in classes that meet. Who
/// loses all of the one or of the other at a school has lost it.
fn count_staff(bench: &PlanContext<'_>, course: impl Fn(ClassId) -> Course, guard: &mut Guard) {
    let SeatOutcomes { seats, at_schools } = &bench.losses.staff;
    let mut fates = bench.losses.roles.clone();
    for (class, user) in seats.keys() {
        let Some(school) = bench.schools_of_classes.get(class) else {
            continue;
        };
        if course(*class) != Course::Meets {
            continue;
        }
        let ending = if at_schools.contains(&(*school, *user)) {
            Ending::Stays
        } else {
            Ending::Ends
        };
        let fate = fates.entry((Some(*school), *user)).or_insert(ending);
        if ending == Ending::Ends {
            *fate = ending;
        }
    }
    let mut everybody: HashMap<UserId, Ending> = HashMap::new();
    for ((school, user), mut ending) in fates {
        if fate(bench, user) == Ending::Ends {
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

fn fate(bench: &PlanContext<'_>, user: UserId) -> Ending {
    if bench.losses.people.contains(&user) {
        Ending::Ends
    } else {
        Ending::Stays
    }
}

/// How many files have a header and nothing else, although something of their kind is held.
fn emptied_files(bench: &PlanContext<'_>) -> usize {
    let (held, bundle) = (bench.held, bench.bundle);
    let has_people = held.people.iter().any(|person| person.digest.is_some());
    let has_seats = !held.enrollments.is_empty() || !held.assignments.is_empty();
    let mut schools = held.schools.iter();
    let kinds = [
        (
            File::Orgs,
            schools.any(|school| school.source_id.is_some() && !school.ended),
        ),
        (
            File::AcademicSessions,
            held.sessions.iter().any(|session| !session.ended),
        ),
        (
            File::Classes,
            held.classes.iter().any(|class| !class.left_roster),
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
