//! Seats in classes: students' enrollments and staff's parts.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    changes::{Changes, Entity, Succession},
    compare::{HeldRecord, Step, Wanted, compare},
    context::PlanContext,
    counts::Kind,
    keyed::KeyedDigest,
    losses::SeatOutcomes,
    records::{Seat, SeatPart, SeatStep, WithId},
    seat_outcomes,
    span::Span,
};
use crate::rosters::{
    codes::Code,
    enrollments::Enrollment,
    files::{Field, File},
    report::Severity,
};

impl<P: SeatPart> Entity for Seat<P> {
    type Held = WithId<Seat<P::Held>>;

    fn id(held: &Self::Held) -> Uuid {
        held.id
    }

    /// A seat that moved to another class or person, or begins anew, is another one.
    fn succeed(self, held: &Self::Held, now: DateTime<Utc>) -> Succession<Self> {
        let (before, mut span) = (held.record.span, self.span);
        let begins_later = before.has_begun(now) && !span.has_begun(now);
        if self.place() != held.record.place() || begins_later {
            return Succession::Replaced((!span.is_over(now)).then_some(self));
        }
        if before.has_begun(now) {
            span.begins_at = before.begins_at;
        }
        span.ends_at = span.ends_at.map(|ends_at| ends_at.max(span.begins_at));
        Succession::Becomes(Self { span, ..self })
    }

    fn has_begun(held: &Self::Held, now: DateTime<Utc>) -> bool {
        held.record.span.has_begun(now)
    }

    fn is_idle(&self, now: DateTime<Utc>) -> bool {
        self.span.is_idle(now)
    }
}

pub(super) fn reconcile<'a, P: SeatPart>(
    context: &mut PlanContext<'a>,
    held: &'a [WithId<Seat<P::Held>>],
) -> (Changes<Seat<P>>, SeatOutcomes) {
    let now = context.now;
    let wanted = wanted(context);
    let known = held
        .iter()
        .map(|seat| (seat.record.source, HeldRecord::Current(seat)));
    let agrees = |seat: &Seat<P>, held: &&WithId<Seat<P::Held>>| {
        seat.place() == held.record.place()
            && seat.part.agrees(held.record.part)
            && seat.span.agrees(held.record.span, now)
    };
    let steps: Vec<(KeyedDigest, SeatStep<'_, P>)> = compare(wanted, known.collect(), agrees)
        .map(|(source, step)| match step {
            // Who leaves the district leaves every class, readable row or not.
            Step::Spare(held) if context.leaving.contains(&held.record.user) => {
                (source, Step::End(held))
            }
            step => (source, step),
        })
        .filter(|(_, step)| !matches!(step, Step::Create(seat) if seat.span.is_over(now)))
        .collect();
    let outcomes = seat_outcomes::of(context, &steps);
    let changes = Changes::of(steps, context.counts(Kind::Enrollment), now);
    (changes, outcomes)
}

fn wanted<P: SeatPart>(context: &mut PlanContext<'_>) -> Vec<(KeyedDigest, Wanted<Seat<P>>)> {
    let (bundle, key) = (context.bundle, context.key);
    let mut wanted = Vec::new();
    for row in bundle.enrollments.iter().filter(|row| P::is_for(row.role)) {
        let source = key.index(P::SOURCE, row.sourced_id);
        wanted.extend(seat(context, &row, source).map(|seat| (source, seat)));
    }
    let unread = context.unread(File::Enrollments);
    wanted.extend(unread.map(|(sourced_id, spared)| (key.index(P::SOURCE, sourced_id), spared)));
    wanted
}

fn seat<P: SeatPart>(
    context: &mut PlanContext<'_>,
    row: &Enrollment<'_>,
    source: KeyedDigest,
) -> Option<Wanted<Seat<P>>> {
    let class = *context.classes.get(row.class.index())?;
    let number = context.bundle.classes.get(row.class.index())?.school;
    let school = context.school(number)?;
    // That the school may not have students is said of the school.
    let Some(part) = P::of(row.role, school.agreement) else {
        return Some(Wanted::KeptBecauseUnreadable);
    };
    let span = Span::of(row.interval, school.zone, context.now);
    if span.is_over(context.now) {
        let (field, code) = (Some(Field::EndDate), Code::AlreadyOver);
        context.find(
            File::Enrollments,
            Some(row.row),
            field,
            code,
            Severity::Info,
        );
    }
    Some(Wanted::Present(Seat {
        source,
        class,
        user: context.person(row.person)?,
        part,
        span,
    }))
}
