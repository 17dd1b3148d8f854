//! Seats in classes: students' enrollments and staff's parts.

use chrono::{DateTime, Utc};
use domain::{
    classes::class_role::ClassRole,
    ids::{AgreementId, ClassId, UserId, kind},
    rosters::{
        ClassRole as Rostered, Code, Enrollment, File,
        plan::{Held as State, Kind, Side, Step, Wanted, compare as steps},
    },
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::{PlanContext, Rows, instants::Span, seat_outcomes::SeatOutcomes};
use crate::{
    keys::{BlindIndex, SealContext},
    rosters::{
        rows::{AssignmentRow, EnrollmentRow},
        snapshot::HeldSeat,
    },
    sql_types::{BindInstant, BindUuid, bind_id, bind_instant},
};

const ENROLLMENT: SealContext = SealContext::of("enrollments", "source_id");
const ASSIGNMENT: SealContext = SealContext::of("teaching_assignments", "source_id");

/// A seat whose days or part differ.
pub(in crate::rosters) struct SeatChange {
    pub(in crate::rosters) id: BindUuid,
    pub(in crate::rosters) role: Option<&'static str>,
    pub(in crate::rosters) begins_at: BindInstant,
    pub(in crate::rosters) ends_at: Option<BindInstant>,
}

/// A seat or role that ends now.
pub(in crate::rosters) struct SeatEnd {
    pub(in crate::rosters) id: BindUuid,
    pub(in crate::rosters) ending: Ending,
}

/// Whether it ever took effect.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rosters) enum Ending {
    /// It is over now.
    Over,
    /// It had not begun and never will.
    NeverBegan,
}

impl SeatEnd {
    pub(super) fn of(id: Uuid, begins_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let ending = if begins_at <= now {
            Ending::Over
        } else {
            Ending::NeverBegan
        };
        Self {
            id: BindUuid(id),
            ending,
        }
    }
}

/// A seat that is wanted.
#[derive(Clone, Copy)]
pub(super) struct Seat {
    pub(super) class: ClassId,
    pub(super) user: UserId,
    role: Option<ClassRole>,
    /// The agreement under which a student's seat is recorded.
    under: Option<AgreementId>,
    pub(super) span: Span,
}

impl Seat {
    fn agrees(&self, held: &HeldSeat, now: DateTime<Utc>) -> bool {
        self.is_of(held)
            && self.role == held.role
            && self.span.agrees(held.begins_at, held.ends_at, now)
    }

    /// Whether it is the same person's in the same class.
    pub(super) fn is_of(&self, held: &HeldSeat) -> bool {
        (self.class, self.user) == (held.class, held.user)
    }
}

pub(super) type Found<'a> = (BlindIndex, Step<Seat, &'a HeldSeat>);

/// What becomes of seats, before it is written as rows of their table.
#[derive(Default)]
struct Outcome {
    new: Vec<(BlindIndex, Seat)>,
    changed: Vec<SeatChange>,
    ended: Vec<SeatEnd>,
}

pub(super) fn enrollments(bench: &mut PlanContext<'_>) -> Rows<EnrollmentRow, SeatChange, SeatEnd> {
    let found = differences(bench, ENROLLMENT, &bench.held.enrollments, |role| {
        (role == Rostered::Student).then_some(None)
    });
    bench.losses.students = SeatOutcomes::of(bench, &found);
    let outcome = decide(bench, found);
    let new = outcome.new.into_iter().filter_map(|(source, seat)| {
        Some(EnrollmentRow {
            organization_id: bench.tenant,
            id: bind_id(bench.new_id::<kind::Enrollment>()),
            class_id: bind_id(seat.class),
            user_id: bind_id(seat.user),
            collected_under: bind_id(seat.under?),
            begins_at: bind_instant(seat.span.begins_at),
            ends_at: seat.span.ends_at.map(bind_instant),
            source_index: source.to_vec(),
        })
    });
    Rows {
        new: new.collect(),
        changed: outcome.changed,
        ended: outcome.ended,
    }
}

pub(super) fn assignments(bench: &mut PlanContext<'_>) -> Rows<AssignmentRow, SeatChange, SeatEnd> {
    let found = differences(bench, ASSIGNMENT, &bench.held.assignments, |role| {
        part(role).map(Some)
    });
    bench.losses.staff = SeatOutcomes::of(bench, &found);
    let outcome = decide(bench, found);
    let new = outcome.new.into_iter().filter_map(|(source, seat)| {
        Some(AssignmentRow {
            organization_id: bench.tenant,
            id: bind_id(bench.new_id::<kind::TeachingAssignment>()),
            class_id: bind_id(seat.class),
            user_id: bind_id(seat.user),
            role: seat.role?.as_str(),
            granted_by: None,
            begins_at: bind_instant(seat.span.begins_at),
            ends_at: seat.span.ends_at.map(bind_instant),
            source_index: source.to_vec(),
        })
    });
    Rows {
        new: new.collect(),
        changed: outcome.changed,
        ended: outcome.ended,
    }
}

fn part(role: Rostered) -> Option<ClassRole> {
    match role {
        Rostered::Student => None,
        Rostered::TeacherOfRecord => Some(ClassRole::TeacherOfRecord),
        Rostered::CoTeacher => Some(ClassRole::CoTeacher),
        Rostered::TeachingAssistant => Some(ClassRole::TeachingAssistant),
    }
}

/// Compares the seats of one table: those whose rostered role `table` maps to a part.
fn differences<'a>(
    bench: &mut PlanContext<'a>,
    place: SealContext,
    held: &'a [HeldSeat],
    table: impl Fn(Rostered) -> Option<Option<ClassRole>>,
) -> Vec<Found<'a>> {
    let bundle = bench.bundle;
    let now = bench.now;
    let mut wanted = Vec::new();
    for row in bundle.enrollments.iter() {
        let Some(part) = table(row.role) else {
            continue;
        };
        let source = bench.source(place, row.sourced_id);
        if let Some(seat) = seat(bench, &row, part) {
            wanted.push((source, seat));
        }
    }
    for sourced_id in bundle.spared.keys(File::Enrollments) {
        wanted.push((
            bench.source(place, sourced_id),
            Wanted::KeptBecauseUnreadable,
        ));
    }
    let known = held
        .iter()
        .map(|seat| (seat.source, State::Current(seat)))
        .collect();
    steps(Side::new(wanted), Side::new(known), |seat, held| {
        seat.agrees(held, now)
    })
    .map(|(source, step)| match step {
        // Who leaves the district leaves every class, readable row or not.
        Step::Spare(held) if bench.leaving.contains(&held.user) => (source, Step::End(held)),
        step => (source, step),
    })
    .filter(|(_, step)| !matches!(step, Step::Create(seat) if seat.span.is_over(now)))
    .collect()
}

fn seat(
    bench: &mut PlanContext<'_>,
    row: &Enrollment<'_>,
    role: Option<ClassRole>,
) -> Option<Wanted<Seat>> {
    let class = *bench.classes.get(row.class.index())?;
    let number = bench.bundle.classes.get(row.class.index())?.school;
    let school = bench.schools.get(number.index()).copied().flatten()?;
    if role.is_none() && school.agreement.is_none() {
        let code = Code::SchoolAuthorizationRequired;
        bench.find_fault(File::Enrollments, Some(row.row), None, code);
        return Some(Wanted::KeptBecauseUnreadable);
    }
    let user = bench.person(row.person)?;
    Some(Wanted::Present(Seat {
        class,
        user,
        role,
        under: school.agreement,
        span: Span::of(row.interval, school.zone, bench.now),
    }))
}

fn decide(bench: &mut PlanContext<'_>, found: Vec<Found<'_>>) -> Outcome {
    let now = bench.now;
    let mut outcome = Outcome::default();
    for (source, step) in found {
        bench.tally(Kind::Enrollment).count(&step);
        match step {
            Step::Create(seat) => outcome.new.push((source, seat)),
            Step::Change(seat, held) | Step::Resume(seat, held) => {
                change(&mut outcome, source, seat, held, now);
            }
            Step::End(held) => {
                let end = SeatEnd::of(held.id, held.begins_at, now);
                outcome.ended.push(end);
            }
            Step::Keep(_) | Step::Spare(_) => {}
        }
    }
    outcome
}

/// A seat that moved to another class or person, or begins anew, is another one.
fn change(
    outcome: &mut Outcome,
    source: BlindIndex,
    seat: Seat,
    held: &HeldSeat,
    now: DateTime<Utc>,
) {
    let begins_later = held.begins_at <= now && seat.span.begins_at > now;
    if !seat.is_of(held) || begins_later {
        outcome
            .ended
            .push(SeatEnd::of(held.id, held.begins_at, now));
        if !seat.span.is_over(now) {
            outcome.new.push((source, seat));
        }
        return;
    }
    let begins_at = if held.begins_at <= now {
        held.begins_at
    } else {
        seat.span.begins_at
    };
    outcome.changed.push(SeatChange {
        id: BindUuid(held.id),
        role: seat.role.map(TextEnum::as_str),
        begins_at: bind_instant(begins_at),
        ends_at: seat
            .span
            .ends_at
            .map(|ends_at| bind_instant(ends_at.max(begins_at))),
    });
}
