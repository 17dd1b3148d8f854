//! When a student who was created by mistake can be removed with everything that is held about them.

use crate::rights::erasure::ErasureBlocker;

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
    /// What stands against every end of data (RET-03).
    pub blocked_by: Option<ErasureBlocker>,
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
    /// What is held of them must not be deleted for now (RET-03; 34 CFR 99.10(e)).
    IsBlocked(ErasureBlocker),
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
    ];
    let against = reasons.iter().find(|(held, _)| *held == Held::Something);
    if let Some((_, reason)) = against {
        return Err(*reason);
    }
    facts
        .blocked_by
        .map_or(Ok(()), |by| Err(RemovalRefusal::IsBlocked(by)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Held::{Nothing, Something};

    #[test]
    fn a_student_of_whom_nothing_is_held_is_removed_and_no_other() {
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
                blocked_by: None,
            };
            assert_eq!(may_remove(facts), expected, "{facts:?}");
        }
    }

    #[test]
    fn ret_03_fer_10_nothing_is_removed_that_is_held_or_inspected() {
        for by in [ErasureBlocker::LegalHold, ErasureBlocker::OpenInspection] {
            let facts = RemovalFacts {
                work: Nothing,
                other_places: Nothing,
                roster: Nothing,
                blocked_by: Some(by),
            };
            assert_eq!(may_remove(facts), Err(RemovalRefusal::IsBlocked(by)));
        }
    }
}
