//! Codes that a school hands to a guardian, and with which they become one.

use chrono::{DateTime, TimeDelta, Utc};

use super::{GuardianEvidence, GuardianshipState, contact::Addressee};
use crate::age::eighteen::Majority;

/// How long a pairing code holds.
pub const PAIRING_CODE_HOLDS: TimeDelta = TimeDelta::days(14);

/// What decides whether a pairing code still pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairingCodeFacts {
    /// The first instant at which it no longer holds.
    pub expires_at: DateTime<Utc>,
    /// When somebody used it, if they did.
    pub redeemed_at: Option<DateTime<Utc>>,
    /// When it was taken back, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
    /// How the school knows the person to whom it was handed, if it does.
    pub evidence: Option<GuardianEvidence>,
    /// Whether the person who presents it is the one to whom it was sent.
    pub addressee: Addressee,
    /// Whether anything about the student's guardians was ever contested.
    pub family: FamilyStanding,
    /// Whether the student is an adult.
    pub majority: Majority,
    /// Who presents it.
    pub presented_by: CodePresenter,
    /// Whether the person who issued it could issue it today.
    pub issuer: IssuerStanding,
}

/// Whether it is settled who the guardians of a student are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FamilyStanding {
    /// Nothing is known against it.
    Settled,
    /// One is contested, limited, or was ended by the school. A person can come back under another address
    /// and another key of the roster, so that it says nothing about any of them then.
    Contested,
}

/// How the person who issued a code stands to the student.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerStanding {
    /// They administer a school of the student.
    OfTheSchool,
    /// They do not any more, or the student is elsewhere.
    Gone,
}

/// Who presents a pairing code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodePresenter {
    /// The person who issued it: nobody makes themselves a guardian.
    Issuer,
    /// Another person.
    Other,
}

/// A pairing code pairs nobody: it was used, has expired, was taken back, the student is an adult, its
/// issuer presents it, or could not issue it today. Which, no one is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the pairing code opens nothing")]
pub struct PairingRefused;

/// What a code gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paired {
    /// Where the guardianship stands.
    pub state: GuardianshipState,
    /// By what it is verified, if it is.
    pub evidence: Option<GuardianEvidence>,
}

impl Paired {
    /// A claim, which the school decides.
    const CLAIM: Self = Self {
        state: GuardianshipState::Claimed,
        evidence: None,
    };
}

/// What the guardianship is that a code gives at an instant, and by what: verified where the school knew
/// whom it handed the code to, and a claim otherwise. What the roster says verifies nobody but the person
/// with the address to which the code was sent, and nobody of a family that is contested.
///
/// # Errors
/// [`PairingRefused`].
pub fn redeem(code: &PairingCodeFacts, now: DateTime<Utc>) -> Result<Paired, PairingRefused> {
    let is_open = code.redeemed_at.is_none()
        && code.revoked_at.is_none()
        && now < code.expires_at
        && code.presented_by == CodePresenter::Other
        && code.issuer == IssuerStanding::OfTheSchool;
    match (is_open, code.majority, code.evidence) {
        (false, ..) | (_, Majority::Adult, _) => Err(PairingRefused),
        (true, Majority::Minor, Some(GuardianEvidence::Roster))
            if code.addressee != Addressee::Same || code.family == FamilyStanding::Contested =>
        {
            Ok(Paired::CLAIM)
        }
        (true, Majority::Minor, Some(evidence)) => Ok(Paired {
            state: GuardianshipState::Verified,
            evidence: Some(evidence),
        }),
        (true, Majority::Minor, None) => Ok(Paired::CLAIM),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-09-21T15:00:00Z".parse().unwrap()
    }

    fn code() -> PairingCodeFacts {
        PairingCodeFacts {
            expires_at: now() + PAIRING_CODE_HOLDS,
            redeemed_at: None,
            revoked_at: None,
            evidence: Some(GuardianEvidence::InPerson),
            addressee: Addressee::NoneNamed,
            family: FamilyStanding::Settled,
            majority: Majority::Minor,
            presented_by: CodePresenter::Other,
            issuer: IssuerStanding::OfTheSchool,
        }
    }

    #[test]
    fn fer_03_a_code_ends_with_the_office_of_the_person_who_issued_it() {
        let left = PairingCodeFacts {
            issuer: IssuerStanding::Gone,
            ..code()
        };
        assert_eq!(redeem(&left, now()), Err(PairingRefused));
    }

    #[test]
    fn fer_02_nobody_makes_themselves_a_guardian() {
        let own = PairingCodeFacts {
            presented_by: CodePresenter::Issuer,
            ..code()
        };
        assert_eq!(redeem(&own, now()), Err(PairingRefused));
    }

    #[test]
    fn fer_02_a_code_that_was_sent_home_makes_a_claim_and_one_that_was_handed_over_a_guardian() {
        let sent_home = PairingCodeFacts {
            evidence: None,
            ..code()
        };
        assert_eq!(
            redeem(&code(), now()),
            Ok(verified(GuardianEvidence::InPerson))
        );
        assert_eq!(redeem(&sent_home, now()), Ok(Paired::CLAIM));
    }

    const fn verified(evidence: GuardianEvidence) -> Paired {
        Paired {
            state: GuardianshipState::Verified,
            evidence: Some(evidence),
        }
    }

    #[test]
    fn fer_02_a_roster_verifies_nobody_but_the_person_with_the_address() {
        for (evidence, addressee, paired) in [
            (
                GuardianEvidence::Roster,
                Addressee::Same,
                Ok(verified(GuardianEvidence::Roster)),
            ),
            (
                GuardianEvidence::Roster,
                Addressee::Another,
                Ok(Paired::CLAIM),
            ),
            (
                GuardianEvidence::Roster,
                Addressee::NoneNamed,
                Ok(Paired::CLAIM),
            ),
            (
                GuardianEvidence::Document,
                Addressee::Another,
                Ok(verified(GuardianEvidence::Document)),
            ),
        ] {
            let code = PairingCodeFacts {
                evidence: Some(evidence),
                addressee,
                ..code()
            };
            assert_eq!(redeem(&code, now()), paired, "{evidence:?} {addressee:?}");
        }
    }

    #[test]
    fn fer_02_a_roster_verifies_nobody_of_a_family_that_is_contested() {
        for (evidence, paired) in [
            (GuardianEvidence::Roster, Ok(Paired::CLAIM)),
            (
                GuardianEvidence::InPerson,
                Ok(verified(GuardianEvidence::InPerson)),
            ),
        ] {
            let code = PairingCodeFacts {
                evidence: Some(evidence),
                addressee: Addressee::Same,
                family: FamilyStanding::Contested,
                ..code()
            };
            assert_eq!(redeem(&code, now()), paired, "{evidence:?}");
        }
    }

    #[test]
    fn g_05_a_code_pairs_until_the_instant_at_which_it_expires() {
        let last = code().expires_at - TimeDelta::microseconds(1);
        assert!(redeem(&code(), last).is_ok());
        assert_eq!(redeem(&code(), code().expires_at), Err(PairingRefused));
    }

    #[test]
    fn a_code_that_was_used_or_taken_back_pairs_nobody() {
        let used = PairingCodeFacts {
            redeemed_at: Some(now()),
            ..code()
        };
        let revoked = PairingCodeFacts {
            revoked_at: Some(now()),
            ..code()
        };
        assert_eq!(redeem(&used, now()), Err(PairingRefused));
        assert_eq!(redeem(&revoked, now()), Err(PairingRefused));
    }

    #[test]
    fn age_14_a_code_for_a_student_who_just_became_an_adult_pairs_nobody() {
        let adult = PairingCodeFacts {
            majority: Majority::Adult,
            ..code()
        };
        assert_eq!(redeem(&adult, now()), Err(PairingRefused));
    }
}
