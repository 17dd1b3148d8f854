//! From which share on people who would end have to be accepted (R-IMP), and how far a district and its
//! schools may move that.

use std::{collections::HashMap, ops::RangeInclusive};

use crate::ids::SchoolId;

/// The shares, in percent, beyond which a person has to accept that so many end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemovalBounds {
    /// Of the students of a school.
    pub students: u8,
    /// Of the students of a class.
    pub class: u8,
    /// Of the staff of a school or the district.
    pub staff: u8,
}

impl RemovalBounds {
    /// Where nobody said otherwise (R-IMP).
    pub const USUAL: Self = Self {
        students: 10,
        class: 25,
        staff: 25,
    };
    /// What [`Self::students`] may be: a guard that lets a third of a school go guards nothing.
    pub const STUDENTS: RangeInclusive<u8> = 1..=25;
    /// What [`Self::class`] may be.
    pub const CLASS: RangeInclusive<u8> = 1..=50;
    /// What [`Self::staff`] may be.
    pub const STAFF: RangeInclusive<u8> = 1..=50;
}

/// What a district or a school says of its bounds. What it does not say is as above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnBounds {
    /// Of the students of a school.
    pub students: Option<u8>,
    /// Of the students of a class.
    pub class: Option<u8>,
    /// Of the staff of a school or the district.
    pub staff: Option<u8>,
}

impl OwnBounds {
    /// The bounds beneath these, each held to what it may be.
    #[must_use]
    pub fn over(self, above: RemovalBounds) -> RemovalBounds {
        let own = |own: Option<u8>, may_be: RangeInclusive<u8>, above: u8| {
            own.map_or(above, |own| own.clamp(*may_be.start(), *may_be.end()))
        };
        RemovalBounds {
            students: own(self.students, RemovalBounds::STUDENTS, above.students),
            class: own(self.class, RemovalBounds::CLASS, above.class),
            staff: own(self.staff, RemovalBounds::STAFF, above.staff),
        }
    }
}

/// The bounds of a district and of its schools.
#[derive(Clone, Debug, Default)]
pub struct HeldBounds {
    /// What the district says.
    pub district: OwnBounds,
    /// What schools say.
    pub schools: HashMap<SchoolId, OwnBounds>,
}

impl HeldBounds {
    /// Those in effect for the district, and for schools that say nothing.
    pub fn of_district(&self) -> RemovalBounds {
        self.district.over(RemovalBounds::USUAL)
    }

    /// Those in effect for a school; for what is at none, the district's.
    pub fn of(&self, school: Option<SchoolId>) -> RemovalBounds {
        let own = school.and_then(|school| self.schools.get(&school));
        own.copied().unwrap_or_default().over(self.of_district())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_school_has_its_own_bounds_over_those_of_the_district_over_the_usual_ones() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let (one, other) = (SchoolId::from_uuid(one), SchoolId::from_uuid(other));
        let own = |students, class| OwnBounds {
            students,
            class,
            staff: None,
        };
        let held = HeldBounds {
            district: own(Some(5), None),
            schools: HashMap::from([(one, own(None, Some(40)))]),
        };
        let bounds = |students, class| RemovalBounds {
            students,
            class,
            staff: 25,
        };
        assert_eq!(held.of_district(), bounds(5, 25));
        assert_eq!(held.of(Some(one)), bounds(5, 40));
        assert_eq!(held.of(Some(other)), bounds(5, 25));
        assert_eq!(held.of(None), bounds(5, 25));
        assert_eq!(HeldBounds::default().of(None), RemovalBounds::USUAL);
        let wild = own(Some(100), Some(0)).over(RemovalBounds::USUAL);
        assert_eq!(wild, bounds(25, 1));
    }
}
