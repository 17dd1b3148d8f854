//! What becomes of those who sit in classes: who keeps a seat in effect, and who loses it.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    compare::Step,
    context::PlanContext,
    losses::{Place, SeatOutcomes},
    records::{Seat, SeatPart, SeatStep},
    removal_guard::Ending,
};

/// A seat that begins within this time belongs to the coming term: no summer is longer.
const BETWEEN_TERMS: TimeDelta = TimeDelta::days(92);

/// Judges the seats of one table. Who is listed under another key loses nothing; a seat whose days
/// are over or to come, or whose class or person ends, is lost, whatever becomes of its row.
pub(super) fn of<P: SeatPart, K>(
    context: &PlanContext<'_>,
    steps: &[(K, SeatStep<'_, P>)],
) -> SeatOutcomes {
    let mut outcomes = SeatOutcomes::default();
    let beginnings = beginnings(steps, context.now);
    for (_, step) in steps {
        let held = match step {
            Step::Create(seat) => {
                arrive(&mut outcomes, context, seat);
                continue;
            }
            Step::Change(seat, held) | Step::Resume(seat, held) => {
                arrive(&mut outcomes, context, seat);
                held
            }
            Step::End(held) | Step::Keep(held) | Step::Spare(held) => held,
        };
        let place = held.record.place();
        let needed_at = held.record.span.begins_at.max(context.now);
        let is_taken = beginnings.get(&place).is_some_and(|at| *at <= needed_at);
        let stays = is_taken && !context.losses.include(place);
        if stays {
            come_to_school(&mut outcomes, context, place);
        }
        let ending = Ending::ends_if(!stays);
        let fate = outcomes.seats.entry(place).or_insert(ending);
        *fate = fate.or_stays(ending);
    }
    outcomes
}

fn arrive<P>(outcomes: &mut SeatOutcomes, context: &PlanContext<'_>, seat: &Seat<P>) {
    let is_soon = seat.span.begins_at <= context.now + BETWEEN_TERMS;
    if is_soon && !seat.span.is_over(context.now) && !context.losses.include(seat.place()) {
        come_to_school(outcomes, context, seat.place());
    }
}

fn come_to_school(outcomes: &mut SeatOutcomes, context: &PlanContext<'_>, (class, user): Place) {
    let school = context.schools_of_classes.get(&class);
    outcomes
        .at_schools
        .extend(school.map(|school| (*school, user)));
}

/// From when on each place is taken by a seat that is wanted or stays.
fn beginnings<P: SeatPart, K>(
    steps: &[(K, SeatStep<'_, P>)],
    now: DateTime<Utc>,
) -> HashMap<Place, DateTime<Utc>> {
    let mut beginnings = HashMap::new();
    for (_, step) in steps {
        let (place, span) = match step {
            Step::Create(seat) | Step::Change(seat, _) | Step::Resume(seat, _)
                if !seat.span.is_over(now) =>
            {
                (seat.place(), seat.span)
            }
            Step::Keep(held) | Step::Spare(held) => (held.record.place(), held.record.span),
            _ => continue,
        };
        let earliest = beginnings.entry(place).or_insert(span.begins_at);
        *earliest = span.begins_at.min(*earliest);
    }
    beginnings
}
