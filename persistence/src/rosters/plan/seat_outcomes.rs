//! What becomes of those who sit in classes: who keeps a seat in effect, and who loses it.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    ids::{ClassId, SchoolId, UserId},
    rosters::plan::{Ending, Step},
};

use super::{
    PlanContext,
    seats::{Found, Seat},
};

/// A seat that begins within this time belongs to the coming term: no summer is longer.
const BETWEEN_TERMS: TimeDelta = TimeDelta::days(92);

/// Somebody in a class.
type Place = (ClassId, UserId);

/// What becomes of those who sit in classes: the students, or the staff.
#[derive(Default)]
pub(super) struct SeatOutcomes {
    /// What becomes of each who is in a class.
    pub(super) seats: HashMap<Place, Ending>,
    /// Who is in a class of a school now or will be in the coming term.
    pub(super) at_schools: HashSet<(SchoolId, UserId)>,
}

impl SeatOutcomes {
    /// Judges the seats of one table. Who is listed under another key loses nothing; a seat whose
    /// days are over or to come, or whose class or person ends, is lost, whatever becomes of its
    /// row.
    pub(super) fn of(bench: &PlanContext<'_>, found: &[Found<'_>]) -> Self {
        let mut fates = Self::default();
        let beginnings = beginnings(found, bench.now);
        for (_, step) in found {
            let held = match step {
                Step::Create(seat) => {
                    fates.arrive(bench, seat);
                    continue;
                }
                Step::Change(seat, held) | Step::Resume(seat, held) => {
                    fates.arrive(bench, seat);
                    held
                }
                Step::End(held) | Step::Keep(held) | Step::Spare(held) => held,
            };
            let place = (held.class, held.user);
            let needed_at = held.begins_at.max(bench.now);
            let is_taken = beginnings.get(&place).is_some_and(|at| *at <= needed_at);
            let ending = if is_taken && !bench.losses.include(place) {
                fates.come_to_school(bench, place);
                Ending::Stays
            } else {
                Ending::Ends
            };
            let fate = fates.seats.entry(place).or_insert(ending);
            *fate = fate.or_stays(ending);
        }
        fates
    }

    fn arrive(&mut self, bench: &PlanContext<'_>, seat: &Seat) {
        let place = (seat.class, seat.user);
        let is_soon = seat.span.begins_at <= bench.now + BETWEEN_TERMS;
        if is_soon && !seat.span.is_over(bench.now) && !bench.losses.include(place) {
            self.come_to_school(bench, place);
        }
    }

    fn come_to_school(&mut self, bench: &PlanContext<'_>, (class, user): Place) {
        let school = bench.schools_of_classes.get(&class);
        self.at_schools.extend(school.map(|school| (*school, user)));
    }
}

/// From when on each place is taken by a seat that is wanted or stays.
fn beginnings(found: &[Found<'_>], now: DateTime<Utc>) -> HashMap<Place, DateTime<Utc>> {
    let mut beginnings = HashMap::new();
    for (_, step) in found {
        let (place, begins_at) = match step {
            Step::Create(seat) | Step::Change(seat, _) | Step::Resume(seat, _)
                if !seat.span.is_over(now) =>
            {
                ((seat.class, seat.user), seat.span.begins_at)
            }
            Step::Keep(held) | Step::Spare(held) => ((held.class, held.user), held.begins_at),
            _ => continue,
        };
        let earliest = beginnings.entry(place).or_insert(begins_at);
        *earliest = begins_at.min(*earliest);
    }
    beginnings
}
