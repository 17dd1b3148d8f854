//! When a student who was created by mistake can be removed with everything that is held about them.

/// Whether something of a kind is held about a student.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing is.
    Nothing,
    /// Something is.
    Something,
}

/// What is held about a student beside the account and the place in one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemovalFacts {
    /// Events of learning, saved work and feedback.
    pub work: Held,
    /// Places, present or past, in other classes or at other schools.
    pub other_places: Held,
    /// What a roster said of them, and accounts that were merged with theirs.
    pub roster: Held,
    /// Inspections and amendments of the record that are open.
    pub inspections: Held,
}

/// Why a student is not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemovalRefusal {
    /// There is work of theirs, which is a record of the school (FER-03): the enrollment can be ended.
    HasWork,
    /// Another class or school has or had them.
    IsElsewhere,
    /// A roster names them: it would bring them back.
    IsInRoster,
    /// The record is inspected or contested at this time (34 CFR 99.10(e)).
    IsInspected,
}

/// Whether a student can be removed from a class with everything that is held about them.
///
/// # Errors
/// The first reason against it.
pub fn may_remove(facts: RemovalFacts) -> Result<(), RemovalRefusal> {
    let reasons = [
        (facts.work, RemovalRefusal::HasWork),
        (facts.other_places, RemovalRefusal::IsElsewhere),
        (facts.roster, RemovalRefusal::IsInRoster),
        (facts.inspections, RemovalRefusal::IsInspected),
    ];
    let against = reasons.iter().find(|(held, _)| *held == Held::Something);
    against.map_or(Ok(()), |(_, reason)| Err(*reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_student_of_whom_nothing_is_held_is_removed_and_no_other() {
        use Held::{Nothing, Something};
        for (work, other_places, roster, expected) in [
            (Nothing, Nothing, Nothing, Ok(())),
            (
                Something,
                Something,
                Something,
                Err(RemovalRefusal::HasWork),
            ),
            (
                Nothing,
                Something,
                Something,
                Err(RemovalRefusal::IsElsewhere),
            ),
            (Nothing, Nothing, Something, Err(RemovalRefusal::IsInRoster)),
        ] {
            let facts = RemovalFacts {
                work,
                other_places,
                roster,
                inspections: Nothing,
            };
            assert_eq!(may_remove(facts), expected, "{facts:?}");
        }
    }

    #[test]
    fn fer_10_nothing_is_removed_of_a_record_that_is_inspected() {
        let facts = RemovalFacts {
            work: Held::Nothing,
            other_places: Held::Nothing,
            roster: Held::Nothing,
            inspections: Held::Something,
        };
        assert_eq!(may_remove(facts), Err(RemovalRefusal::IsInspected));
    }
}
