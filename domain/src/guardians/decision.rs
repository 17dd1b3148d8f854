//! What a school decides about a guardianship.

use super::{GuardianEvidence, GuardianshipEnd, GuardianshipState};
use crate::age::eighteen::Majority;

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardianshipDecision {
    /// It is verified, by this evidence.
    Verify(GuardianEvidence),
    /// It is contested: until the next decision it has no rights.
    Dispute,
    /// It ends.
    End(GuardianshipEnd, LastGuardian),
}

/// Whether the person who ends a guardianship knows that nobody else has the rights of a parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastGuardian {
    /// They said so.
    Accepted,
    /// They did not.
    NotAccepted,
}

/// What a decision depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuardianshipFacts {
    /// Where the guardianship stands.
    pub state: GuardianshipState,
    /// Whether the student is an adult.
    pub majority: Majority,
    /// Whether the guardian has the rights of a parent at this instant.
    pub has_rights: bool,
    /// How many other guardians of the student have them.
    pub other_holders: usize,
    /// Whose decision it is.
    pub decider: Decider,
}

/// Who decides about a guardianship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decider {
    /// The guardian.
    Guardian,
    /// A person of the student's family who administers a school of the student.
    Family,
    /// Another administrator of a school of the student.
    Other,
}

/// Why a decision is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionRefused {
    /// The guardianship is over.
    #[error("the guardianship has ended")]
    Ended,
    /// Nobody verifies or contests their own guardianship, or decides about one of their own family.
    #[error("the caller is of the student's family")]
    Own,
    /// The rights are the student's own (AGE-14).
    #[error("the student is an adult")]
    StudentIsAdult,
    /// Nobody else has the rights of a parent.
    #[error("it is the last guardianship of the student that has rights")]
    LastGuardian,
    /// It is contested, and only the school ends that.
    #[error("the guardianship is contested")]
    Disputed,
}

/// Where a guardianship stands after a decision. That it is of the decider's family comes first: nobody is
/// told where another parent stands. A guardianship without rights ends as a claim does: nobody is told why it
/// has none.
///
/// # Errors
/// [`DecisionRefused`].
pub fn decide(
    facts: &GuardianshipFacts,
    decision: GuardianshipDecision,
) -> Result<GuardianshipState, DecisionRefused> {
    if facts.decider == Decider::Family {
        return Err(DecisionRefused::Own);
    }
    if facts.state == GuardianshipState::Ended {
        return Err(DecisionRefused::Ended);
    }
    match (decision, facts.decider) {
        (GuardianshipDecision::Verify(_) | GuardianshipDecision::Dispute, Decider::Guardian) => {
            Err(DecisionRefused::Own)
        }
        (GuardianshipDecision::Verify(_), _) => match facts.majority {
            Majority::Minor => Ok(GuardianshipState::Verified),
            Majority::Adult => Err(DecisionRefused::StudentIsAdult),
        },
        (GuardianshipDecision::Dispute, _) => Ok(GuardianshipState::Disputed),
        (GuardianshipDecision::End(..), Decider::Guardian)
            if facts.state == GuardianshipState::Disputed =>
        {
            Err(DecisionRefused::Disputed)
        }
        (GuardianshipDecision::End(_, LastGuardian::Accepted), _) => Ok(GuardianshipState::Ended),
        (GuardianshipDecision::End(_, LastGuardian::NotAccepted), _) => {
            if facts.has_rights && facts.other_holders == 0 {
                Err(DecisionRefused::LastGuardian)
            } else {
                Ok(GuardianshipState::Ended)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use GuardianshipState::{Claimed, Disputed, Ended, Verified};

    const VERIFY: GuardianshipDecision = GuardianshipDecision::Verify(GuardianEvidence::Document);
    const END: GuardianshipDecision =
        GuardianshipDecision::End(GuardianshipEnd::Mistake, LastGuardian::NotAccepted);
    const END_LAST: GuardianshipDecision =
        GuardianshipDecision::End(GuardianshipEnd::Document, LastGuardian::Accepted);

    fn facts(state: GuardianshipState) -> GuardianshipFacts {
        GuardianshipFacts {
            state,
            majority: Majority::Minor,
            has_rights: state == Verified,
            other_holders: 0,
            decider: Decider::Other,
        }
    }

    #[test]
    fn fer_02_a_school_verifies_contests_and_ends_a_guardianship() {
        let last = Err(DecisionRefused::LastGuardian);
        let over = Err(DecisionRefused::Ended);
        for (state, verified, disputed, ended, ended_as_last) in [
            (Claimed, Ok(Verified), Ok(Disputed), Ok(Ended), Ok(Ended)),
            (Verified, Ok(Verified), Ok(Disputed), last, Ok(Ended)),
            (Disputed, Ok(Verified), Ok(Disputed), Ok(Ended), Ok(Ended)),
            (Ended, over, over, over, over),
        ] {
            let facts = facts(state);
            assert_eq!(decide(&facts, VERIFY), verified, "{state:?}");
            let dispute = GuardianshipDecision::Dispute;
            assert_eq!(decide(&facts, dispute), disputed, "{state:?}");
            assert_eq!(decide(&facts, END), ended, "{state:?}");
            assert_eq!(decide(&facts, END_LAST), ended_as_last, "{state:?}");
        }
    }

    #[test]
    fn fer_02_where_another_has_rights_or_this_one_has_none_it_ends_without_more() {
        let another = GuardianshipFacts {
            other_holders: 1,
            ..facts(Verified)
        };
        let limited = GuardianshipFacts {
            has_rights: false,
            ..facts(Verified)
        };
        for decider in [Decider::Guardian, Decider::Other] {
            let another = GuardianshipFacts { decider, ..another };
            assert_eq!(decide(&another, END), Ok(Ended), "{decider:?}");
            let limited = GuardianshipFacts { decider, ..limited };
            assert_eq!(decide(&limited, END), Ok(Ended), "{decider:?}");
        }
    }

    #[test]
    fn fer_02_nobody_decides_about_their_own_guardianship_but_gives_it_up_unless_it_is_contested() {
        let own = |state| GuardianshipFacts {
            decider: Decider::Guardian,
            other_holders: 1,
            ..facts(state)
        };
        for state in [Claimed, Verified, Disputed] {
            let refused = Err(DecisionRefused::Own);
            assert_eq!(decide(&own(state), VERIFY), refused, "{state:?}");
            let dispute = GuardianshipDecision::Dispute;
            assert_eq!(decide(&own(state), dispute), refused, "{state:?}");
        }
        assert_eq!(decide(&own(Claimed), END), Ok(Ended));
        assert_eq!(decide(&own(Verified), END), Ok(Ended));
        let contested = decide(&own(Disputed), END_LAST);
        assert_eq!(contested, Err(DecisionRefused::Disputed));
    }

    #[test]
    fn fer_02_nobody_decides_about_a_guardianship_of_their_own_family() {
        let of_family = |state| GuardianshipFacts {
            decider: Decider::Family,
            ..facts(state)
        };
        let refused = Err(DecisionRefused::Own);
        for state in [Claimed, Verified, Disputed, Ended] {
            for decision in [VERIFY, GuardianshipDecision::Dispute, END, END_LAST] {
                assert_eq!(decide(&of_family(state), decision), refused, "{state:?}");
            }
        }
    }

    #[test]
    fn age_14_nobody_becomes_the_guardian_of_an_adult() {
        let adult = GuardianshipFacts {
            majority: Majority::Adult,
            ..facts(Claimed)
        };
        assert_eq!(decide(&adult, VERIFY), Err(DecisionRefused::StudentIsAdult));
    }
}
