//! Seats in classes: students' enrollments and staff's parts.
//!
//! A large district has a million of them, so a seat that is wanted is its number among the
//! enrollments of the bundle for as long as nothing else is asked of it.

use super::{
    changes::Changes,
    compare::{HeldRecord, Step, Wanted, compare},
    context::PlanContext,
    counts::Kind,
    keyed::{DistrictKey, KeyedDigest},
    losses::SeatOutcomes,
    records::{Seat, SeatPart, SeatStep, WithId},
    seat_outcomes,
    seat_table::SeatTable,
    span::Span,
    wanted_seat::WantedSeat,
};
use crate::rosters::{
    bundle::Bundle,
    codes::Code,
    enrollments::Enrollment,
    files::{Field, File},
    report::Severity,
};

/// A seat to be written: its number among the enrollments of the bundle, and when it holds.
#[derive(Clone, Copy, Debug)]
pub struct PlannedSeat {
    number: u32,
    pub(super) span: Span,
}

impl PlannedSeat {
    fn row(self, bundle: &Bundle) -> Option<Enrollment<'_>> {
        bundle.enrollments.get(usize::try_from(self.number).ok()?)
    }

    /// The whole record; `None` if the bundle is another one than the plan's.
    pub(super) fn record<P: SeatPart>(
        self,
        seats: &SeatTable,
        bundle: &Bundle,
        key: &dyn DistrictKey,
    ) -> Option<Seat<P>> {
        let row = self.row(bundle)?;
        let (class, user, part) = seats.names(&row)?;
        Some(Seat {
            source: key.index(P::SOURCE, row.sourced_id),
            class,
            user,
            part,
            span: self.span,
        })
    }
}

pub(super) fn reconcile<'a, P: SeatPart>(
    context: &mut PlanContext<'a>,
    seats: &SeatTable,
    held: &'a [WithId<Seat<P::Held>>],
) -> (Changes<PlannedSeat>, SeatOutcomes) {
    let (bundle, now) = (context.bundle, context.now);
    let wanted = wanted::<P>(context, seats);
    let seat = |number: u32| seats.wanted::<P>(bundle, number, now);
    let known = held
        .iter()
        .map(|seat| (seat.record.source, HeldRecord::Current(seat)));
    let agrees = |number: &u32, held: &&WithId<Seat<P::Held>>| {
        seat(*number).is_some_and(|seat| {
            seat.place() == held.record.place()
                && seat.part.agrees(held.record.part)
                && seat.span.agrees(held.record.span, now)
        })
    };
    // A list that grows takes up to three times its size; of a million seats that counts.
    let mut steps: Vec<SeatStep<'_, P>> = Vec::with_capacity(wanted.len().max(held.len()));
    let found = compare(wanted, known.collect(), agrees)
        .map(|(_, step)| match step {
            // Who leaves the district leaves every class, readable row or not.
            Step::Spare(held) if context.leaving.contains(&held.record.user) => Step::End(held),
            step => step,
        })
        .filter(|step| match step {
            Step::Create(number) => seat(*number).is_some_and(|seat| !seat.span.is_over(now)),
            _ => true,
        });
    steps.extend(found);
    let outcomes = seat_outcomes::of::<P>(context, &steps, seat);
    let new = steps.iter().filter(|step| matches!(step, Step::Create(_)));
    let room = Changes {
        new: Vec::with_capacity(new.count()),
        ..Changes::default()
    };
    let steps = steps.into_iter();
    let steps = steps.filter_map(|step| Some(((), step.try_map(|number, _| seat(number))?)));
    let keep = |seat: WantedSeat<P>| PlannedSeat {
        number: seat.number,
        span: seat.span,
    };
    let counts = context.counts(Kind::Enrollment);
    let mut changes = Changes::<WantedSeat<P>>::folded(steps, counts, now, room, keep);
    // What is written together is of one school and the same people: a short list of them in the
    // audit log, and few pages of indexes.
    changes.new.sort_unstable_by_key(|seat| {
        let row = seat.row(bundle)?;
        let class = bundle.classes.get(row.class.index())?;
        Some((class.school, seats.user(&row)))
    });
    (changes, outcomes)
}

fn wanted<P: SeatPart>(
    context: &mut PlanContext<'_>,
    seats: &SeatTable,
) -> Vec<(KeyedDigest, Wanted<u32>)> {
    let (bundle, key) = (context.bundle, context.key);
    let rows = || (0_u32..).zip(bundle.enrollments.iter());
    let rows = || rows().filter(|(_, row)| P::is_for(row.role));
    let unread = || context.bundle.spared.keys(File::Enrollments);
    let mut wanted = Vec::with_capacity(rows().count() + unread().count());
    for (number, row) in rows() {
        if let Some(seat) = judge::<P>(context, seats, number, &row) {
            wanted.push((key.index(P::SOURCE, row.sourced_id), seat));
        }
    }
    let unread = context.unread(File::Enrollments);
    wanted.extend(unread.map(|(sourced_id, spared)| (key.index(P::SOURCE, sourced_id), spared)));
    wanted
}

fn judge<P: SeatPart>(
    context: &mut PlanContext<'_>,
    seats: &SeatTable,
    number: u32,
    row: &Enrollment<'_>,
) -> Option<Wanted<u32>> {
    let school = context.bundle.classes.get(row.class.index())?.school;
    let school = context.school(school)?;
    // That the school may not have students is said of the school.
    if P::of(row.role, school.agreement).is_none() {
        return Some(Wanted::KeptBecauseUnreadable);
    }
    let span = seats.span(row, context.now)?;
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
    context.person(row.person)?;
    Some(Wanted::Present(number))
}
