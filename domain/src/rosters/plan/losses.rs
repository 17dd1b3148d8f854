//! What would be lost, as the comparisons find it.

use std::collections::{HashMap, HashSet};

use super::removal_guard::Ending;
use crate::ids::{ClassId, SchoolId, UserId};

/// A person in a class.
pub(super) type Place = (ClassId, UserId);

/// What would be lost.
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

/// What becomes of those who sit in classes: the students, or the staff.
#[derive(Default)]
pub(super) struct SeatOutcomes {
    /// What becomes of each who is in a class: each place once.
    pub(super) seats: Vec<(Place, Ending)>,
    /// Who is in a class of a school now or will be in the coming term.
    pub(super) at_schools: HashSet<(SchoolId, UserId)>,
}

impl Losses {
    /// Whether a person's place in a class goes with the class or with the person.
    pub(super) fn include(&self, (class, user): Place) -> bool {
        self.classes.contains(&class) || self.people.contains(&user)
    }

    /// What becomes of a person.
    pub(super) fn fate(&self, user: UserId) -> Ending {
        Ending::ends_if(self.people.contains(&user))
    }
}

impl SeatOutcomes {
    /// What becomes of a person at a school.
    pub(super) fn at_school(&self, school: SchoolId, user: UserId) -> Ending {
        Ending::ends_if(!self.at_schools.contains(&(school, user)))
    }
}
