//! Whose the rights over an education record are (FER-02).

use chrono::{DateTime, Utc};

use super::GuardianshipState;
use crate::{
    age::eighteen::{Majority, ParentException, parent_access},
    classes::interval::Interval,
};

/// Who exercises the rights over a student's education record (34 CFR 99.3, 99.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RightsHolder {
    /// Each of the parents and guardians, on their own.
    Parents,
    /// The student, who is an adult: an eligible student.
    Student,
}

/// Whose the rights over a student's record are.
pub fn rights_holder(majority: Majority) -> RightsHolder {
    match parent_access(majority, ParentException::None) {
        Ok(()) => RightsHolder::Parents,
        Err(_) => RightsHolder::Student,
    }
}

/// Why a guardian has no rights over a student's record. They are not told which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RightsWithheld {
    /// The school has not verified the guardianship, or it is contested or over.
    #[error("the guardianship is not verified")]
    NotVerified,
    /// A court order, a statute, a document or the student's safety limits them at this instant.
    #[error("the rights are limited")]
    Limited,
    /// The rights are the student's own.
    #[error("the student is an adult")]
    StudentIsAdult,
}

/// Whether a guardian has the rights of a parent at an instant. Either of two parents has all of them,
/// unless a limit takes them away specifically (34 CFR 99.4).
///
/// # Errors
/// [`RightsWithheld`]; of several reasons the one that ends last.
pub fn parent_rights(
    state: GuardianshipState,
    limits: &[Interval],
    majority: Majority,
    now: DateTime<Utc>,
) -> Result<(), RightsWithheld> {
    if state != GuardianshipState::Verified {
        Err(RightsWithheld::NotVerified)
    } else if rights_holder(majority) == RightsHolder::Student {
        Err(RightsWithheld::StudentIsAdult)
    } else if limits.iter().any(|limit| limit.contains(now)) {
        Err(RightsWithheld::Limited)
    } else {
        Ok(())
    }
}

/// Where a guardianship stands of a student who has several accounts, of the same guardian: what is contested
/// of one account is contested of all, until the school decides about this one later.
pub fn state_among(
    (state, decided_at): (GuardianshipState, Option<DateTime<Utc>>),
    others: &[(GuardianshipState, Option<DateTime<Utc>>)],
) -> GuardianshipState {
    let contests = |other: &(GuardianshipState, Option<DateTime<Utc>>)| {
        other.0 == GuardianshipState::Disputed && other.1 >= decided_at
    };
    match state {
        GuardianshipState::Verified if others.iter().any(contests) => GuardianshipState::Disputed,
        state => state,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-09-21T15:00:00Z".parse().unwrap()
    }

    fn limit(from: TimeDelta, to: Option<TimeDelta>) -> Interval {
        Interval::new(now() + from, to.map(|to| now() + to)).unwrap()
    }

    fn rights(limits: &[Interval]) -> Result<(), RightsWithheld> {
        parent_rights(GuardianshipState::Verified, limits, Majority::Minor, now())
    }

    #[test]
    fn fer_02_a_parent_without_custody_has_the_rights_until_a_document_takes_them_away() {
        let day = TimeDelta::days(1);
        assert_eq!(rights(&[]), Ok(()), "no document");
        let limited = Err(RightsWithheld::Limited);
        assert_eq!(rights(&[limit(-day, None)]), limited, "in force");
        assert_eq!(rights(&[limit(TimeDelta::zero(), Some(day))]), limited);
        let expired = limit(-day, Some(TimeDelta::zero()));
        assert_eq!(rights(&[expired]), Ok(()), "expired at this instant");
        assert_eq!(rights(&[limit(day, None)]), Ok(()), "not begun");
        assert_eq!(rights(&[expired, limit(-day, Some(day))]), limited);
    }

    #[test]
    fn fer_02_only_a_verified_guardianship_has_rights() {
        use GuardianshipState::{Claimed, Disputed, Ended};
        for state in [Claimed, Disputed, Ended] {
            let rights = parent_rights(state, &[], Majority::Minor, now());
            assert_eq!(rights, Err(RightsWithheld::NotVerified), "{state:?}");
        }
    }

    #[test]
    fn fer_02_what_is_contested_of_one_account_of_a_student_is_contested_of_all_until_it_is_decided()
     {
        use GuardianshipState::{Claimed, Disputed, Ended, Verified};
        let (before, after) = (now() - TimeDelta::days(1), now() + TimeDelta::days(1));
        for (state, others, expected) in [
            (Verified, vec![], Verified),
            (Verified, vec![(Verified, Some(after))], Verified),
            (Verified, vec![(Ended, Some(after))], Verified),
            (Verified, vec![(Disputed, Some(after))], Disputed),
            (Verified, vec![(Disputed, Some(now()))], Disputed),
            (Verified, vec![(Disputed, Some(before))], Verified),
            (Claimed, vec![(Disputed, Some(after))], Claimed),
        ] {
            let found = state_among((state, Some(now())), &others);
            assert_eq!(found, expected, "{state:?} {others:?}");
        }
    }

    #[test]
    fn age_14_the_rights_over_the_record_of_an_adult_are_their_own() {
        assert_eq!(rights_holder(Majority::Minor), RightsHolder::Parents);
        assert_eq!(rights_holder(Majority::Adult), RightsHolder::Student);
        let rights = parent_rights(GuardianshipState::Verified, &[], Majority::Adult, now());
        assert_eq!(rights, Err(RightsWithheld::StudentIsAdult));
    }
}
