//! Which schools together two releases tell apart by few students (FER-18, step 6).
//!
//! Whoever adds up the lines of two tables has, for any schools together, how many students each outcome has
//! at both times. What changed between them is what those did who were there at one time and not at the
//! other: who crossed the border of these schools. Students are edges between the places where they were
//! and are, and schools with a border that few crossed are a small cut; Stoer and Wagner's search finds one
//! without trying all sets.

use std::collections::{BTreeMap, BTreeSet};

use super::SMALLEST_GROUP;
use crate::ids::SchoolId;

/// Where students are of whom a table has numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// At no school that has the course.
    Outside,
    /// At the schools of which nothing is told, which follow together from the total.
    Untold,
    /// At a school with a line of its own.
    School(SchoolId),
}

impl Place {
    fn of(school: Option<SchoolId>, untold: &BTreeSet<SchoolId>) -> Self {
        match school {
            None => Self::Outside,
            Some(school) if untold.contains(&school) => Self::Untold,
            Some(school) => Self::School(school),
        }
    }
}

/// How many students went from one place to another between two releases, whichever way.
pub(super) struct Crossings {
    between: BTreeMap<Place, BTreeMap<Place, u32>>,
    /// Whether every school is still among the places, and none was joined to the outside.
    has_every_school: bool,
}

impl Crossings {
    /// Of so many students each, where they were and where they are.
    pub(super) fn new(
        students: &BTreeMap<(Option<SchoolId>, Option<SchoolId>), u32>,
        untold: &BTreeSet<SchoolId>,
    ) -> Self {
        let mut crossings = Self {
            between: BTreeMap::from([(Place::Outside, BTreeMap::new())]),
            has_every_school: true,
        };
        for ((then, now), count) in students {
            let (then, now) = (Place::of(*then, untold), Place::of(*now, untold));
            for place in [then, now] {
                crossings.between.entry(place).or_default();
            }
            if then != now {
                crossings.add(then, now, *count);
            }
        }
        crossings
    }

    fn add(&mut self, one: Place, other: Place, students: u32) {
        for (from, to) in [(one, other), (other, one)] {
            let count = self.between.entry(from).or_default().entry(to).or_default();
            *count = count.saturating_add(students);
        }
    }

    /// Whether the border of some of the schools, and not of all of them, was crossed by few. So many more
    /// students left, of whom it is not known from which school.
    pub(super) fn are_few_somewhere(mut self, forgotten: u32) -> bool {
        self.simplify(forgotten);
        while let Some((before, last, crossed)) = self.farthest() {
            let are_all_schools = self.has_every_school && self.between.len() == 2;
            let may_be_few = crossed < SMALLEST_GROUP && crossed.saturating_add(forgotten) > 0;
            if may_be_few && !are_all_schools {
                return true;
            }
            if crossed < SMALLEST_GROUP {
                self.remove(last);
                self.has_every_school = false;
            } else {
                self.join(before, last);
            }
        }
        false
    }

    /// Leaves out the places that nobody crossed, and joins those that no small cut parts since enough went
    /// from one to the other: the search is over the few that are left.
    fn simplify(&mut self, forgotten: u32) {
        let is_still = |links: &BTreeMap<Place, u32>| links.values().all(|count| *count == 0);
        let places = self.between.iter();
        let still: Vec<Place> = places
            .filter(|(place, links)| **place != Place::Outside && is_still(links))
            .map(|(place, _)| *place)
            .collect();
        if forgotten == 0 {
            for place in still {
                self.remove(place);
                self.has_every_school = false;
            }
        }
        while let Some((one, other)) = self.linked() {
            self.join(one, other);
        }
    }

    /// Two places between which enough students went, the second of them a school.
    fn linked(&self) -> Option<(Place, Place)> {
        self.between.iter().find_map(|(one, links)| {
            let mut links = links.iter();
            let enough = |(other, count): &(&Place, &u32)| {
                **other != Place::Outside && **count >= SMALLEST_GROUP
            };
            links.find(enough).map(|(other, _)| (*one, *other))
        })
    }

    /// No small cut parts these two: they are one place from here on.
    fn join(&mut self, kept: Place, joined: Place) {
        self.has_every_school &= kept != Place::Outside;
        for (place, students) in self.remove(joined) {
            if place != kept {
                self.add(place, kept, students);
            }
        }
    }

    /// The places one after the other, each time the one with the most crossings to those before it: the last two,
    /// and how many crossed the border of the last one. Fewer crossings part these two nowhere.
    fn farthest(&self) -> Option<(Place, Place, u32)> {
        let mut waiting: BTreeMap<Place, u32> = self
            .between
            .keys()
            .filter(|place| **place != Place::Outside)
            .map(|place| (*place, 0))
            .collect();
        let (mut place, mut found) = (Place::Outside, None);
        loop {
            for (neighbour, students) in self.between.get(&place).into_iter().flatten() {
                if let Some(count) = waiting.get_mut(neighbour) {
                    *count = count.saturating_add(*students);
                }
            }
            let most = waiting.iter().max_by_key(|(_, students)| **students);
            let Some((next, students)) = most.map(|(next, students)| (*next, *students)) else {
                return found;
            };
            waiting.remove(&next);
            found = Some((place, next, students));
            place = next;
        }
    }

    fn remove(&mut self, gone: Place) -> BTreeMap<Place, u32> {
        for links in self.between.values_mut() {
            links.remove(&gone);
        }
        self.between.remove(&gone).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn school(number: u128) -> SchoolId {
        SchoolId::from_uuid(uuid::Uuid::from_u128(number))
    }

    /// Tries every set of schools but the one of all.
    fn tried(
        students: &BTreeMap<(Option<SchoolId>, Option<SchoolId>), u32>,
        forgotten: u32,
    ) -> bool {
        (1..7_u32).any(|set| {
            let has = |at: Option<SchoolId>| {
                (0..3_u32).any(|bit| set & (1 << bit) != 0 && at == Some(school(bit.into())))
            };
            let crossed: u32 = students
                .iter()
                .filter(|((then, now), _)| has(*then) != has(*now))
                .map(|(_, count)| count)
                .sum();
            (0..=forgotten).any(|left| (1..SMALLEST_GROUP).contains(&(crossed + left)))
        })
    }

    #[test]
    fn fer_18_what_few_crossed_is_found_wherever_it_is() {
        let [one, two, three] = [0, 1, 2].map(|number| Some(school(number)));
        let places = [None, one, two, three];
        let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
        for case in 0..3_usize.pow(6) {
            let mut students = BTreeMap::new();
            for (nth, (from, to)) in pairs.into_iter().enumerate() {
                let digit = case / 3_usize.pow(nth.try_into().unwrap()) % 3;
                students.insert((places[from], places[to]), [0, 4, 10][digit]);
            }
            for place in &places[1..] {
                students.insert((*place, *place), 30);
            }
            for forgotten in [0, 1, 12] {
                let crossings = Crossings::new(&students, &BTreeSet::new());
                let found = crossings.are_few_somewhere(forgotten);
                assert_eq!(
                    found,
                    tried(&students, forgotten),
                    "{students:?} {forgotten}"
                );
            }
        }
    }

    #[test]
    fn fer_18_schools_of_which_nothing_is_told_are_one_place() {
        let [one, two, three] = [1, 2, 3].map(|number| Some(school(number)));
        let students = BTreeMap::from([((one, two), 3), ((None, one), 10), ((three, three), 20)]);
        let few = |untold: &[u128]| {
            let untold = untold.iter().map(|number| school(*number)).collect();
            Crossings::new(&students, &untold).are_few_somewhere(0)
        };
        assert!(few(&[]));
        assert!(few(&[2]));
        assert!(!few(&[1, 2]));
    }
}
