//! What becomes of those who sit in classes: who keeps a seat in effect, and who loses it.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    compare::Step,
    context::PlanContext,
    losses::{Place, SeatOutcomes},
    records::{SeatPart, SeatStep},
    removal_guard::Ending,
    wanted_seat::WantedSeat,
};

/// A seat that begins within this time belongs to the coming term: no summer is longer.
const BETWEEN_TERMS: TimeDelta = TimeDelta::days(92);

/// Judges the seats of one table. Who is listed under another key loses nothing; a seat whose days
/// are over or to come, or whose class or person ends, is lost, whatever becomes of its row.
pub(super) fn of<P: SeatPart>(
    context: &PlanContext<'_>,
    steps: &[SeatStep<'_, P>],
    wanted: impl Fn(u32) -> Option<WantedSeat<P>>,
) -> SeatOutcomes {
    let mut outcomes = SeatOutcomes::default();
    let held = steps.iter().filter(|step| !matches!(step, Step::Create(_)));
    outcomes.seats.reserve_exact(held.count());
    let beginnings = beginnings(steps, &wanted, context.now);
    for step in steps {
        let (held, stays_there) = match step {
            Step::Create(number) => {
                arrive(&mut outcomes, context, wanted(*number));
                continue;
            }
            Step::Change(number, held) | Step::Resume(number, held) => {
                arrive(&mut outcomes, context, wanted(*number));
                (held, false)
            }
            Step::End(held) => (held, false),
            Step::Keep(held) | Step::Spare(held) => (held, true),
        };
        let place = held.record.place();
        let needed_at = held.record.span.begins_at.max(context.now);
        let is_taken = stays_there || beginnings.get(&place).is_some_and(|at| *at <= needed_at);
        let stays = is_taken && !context.losses.include(place);
        if stays {
            come_to_school(&mut outcomes, context, place);
        }
        outcomes.seats.push((place, Ending::ends_if(!stays)));
    }
    merge(&mut outcomes.seats);
    outcomes
}

/// Leaves each place once. Who keeps one of several seats there stays.
fn merge(seats: &mut Vec<(Place, Ending)>) {
    seats.sort_unstable_by_key(|(place, _)| *place);
    seats.dedup_by(|later, first| {
        let is_same = later.0 == first.0;
        if is_same {
            first.1 = first.1.or_stays(later.1);
        }
        is_same
    });
}

fn arrive<P>(outcomes: &mut SeatOutcomes, context: &PlanContext<'_>, seat: Option<WantedSeat<P>>) {
    let Some(seat) = seat else {
        return;
    };
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

/// From when on each place is taken, by a seat that is wanted or stays, of which a seat that is held
/// changes or ends.
fn beginnings<P: SeatPart>(
    steps: &[SeatStep<'_, P>],
    wanted: impl Fn(u32) -> Option<WantedSeat<P>>,
    now: DateTime<Utc>,
) -> HashMap<Place, DateTime<Utc>> {
    let in_question = steps.iter().filter_map(|step| match step {
        Step::Change(_, held) | Step::Resume(_, held) | Step::End(held) => {
            Some(held.record.place())
        }
        Step::Create(_) | Step::Keep(_) | Step::Spare(_) => None,
    });
    let in_question: HashSet<Place> = in_question.collect();
    let mut beginnings = HashMap::new();
    if in_question.is_empty() {
        return beginnings;
    }
    for step in steps {
        let taken = match step {
            Step::Create(number) | Step::Change(number, _) | Step::Resume(number, _) => {
                wanted(*number)
                    .filter(|seat| !seat.span.is_over(now))
                    .map(|seat| (seat.place(), seat.span))
            }
            Step::Keep(held) | Step::Spare(held) => Some((held.record.place(), held.record.span)),
            Step::End(_) => None,
        };
        if let Some((place, span)) = taken.filter(|(place, _)| in_question.contains(place)) {
            let earliest = beginnings.entry(place).or_insert(span.begins_at);
            *earliest = span.begins_at.min(*earliest);
        }
    }
    beginnings
}
