//! How long what was deleted can be restored, and when it is (RET-06, X-07).

use chrono::{DateTime, TimeDelta, Utc};

use super::{RequestAuthority, RequestDecider};
use crate::parameters::choices::RECOVERY_WINDOW;

crate::text_enum! {
    /// Whether a deletion can be undone.
    pub enum DeletionFinality {
        /// For 30 days, if the account holder or a teacher asked.
        Recoverable = "recoverable",
        /// Never.
        Permanent = "permanent",
    }
}

/// How long what is deleted can be restored. What a parent, a school or the word "permanent" directs
/// cannot (16 CFR 312.2); a parent who confirms what a child asks for directs it.
pub fn window(
    authority: RequestAuthority,
    decider: RequestDecider,
    finality: DeletionFinality,
) -> TimeDelta {
    if decider == RequestDecider::Parent {
        return TimeDelta::zero();
    }
    match (authority, finality) {
        (_, DeletionFinality::Permanent)
        | (
            RequestAuthority::VerifiedParent
            | RequestAuthority::School
            | RequestAuthority::District,
            _,
        ) => TimeDelta::zero(),
        (RequestAuthority::Oneself | RequestAuthority::Teacher, DeletionFinality::Recoverable) => {
            RECOVERY_WINDOW.default
        }
    }
}

/// Whether the account may be open at this instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroundNow {
    /// An agreement, a consent or a contract covers it.
    Holds,
    /// Nothing covers it any more, or a parent or the school closed it meanwhile.
    Ended,
}

/// What a restoration depends on.
#[derive(Clone, Copy, Debug)]
pub struct UndoFacts {
    /// When the account was hidden.
    pub hidden_at: DateTime<Utc>,
    /// When it is purged.
    pub purge_at: DateTime<Utc>,
    /// Whether it was restored or purged already.
    pub is_over: bool,
    /// Whether the account may be open.
    pub ground: GroundNow,
}

/// Why nothing is restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UndoRefused {
    /// The time is over, or there was none, or it was restored already.
    #[error("it cannot be restored any more")]
    TooLate,
    /// No agreement and no consent covers the account any more, or it was closed meanwhile.
    #[error("nothing covers the account any more")]
    NoGround,
}

/// Whether what was deleted is restored at an instant.
///
/// # Errors
/// [`UndoRefused`].
pub fn may_undo(facts: &UndoFacts, now: DateTime<Utc>) -> Result<(), UndoRefused> {
    if facts.is_over || now >= facts.purge_at || facts.purge_at <= facts.hidden_at {
        return Err(UndoRefused::TooLate);
    }
    match facts.ground {
        GroundNow::Holds => Ok(()),
        GroundNow::Ended => Err(UndoRefused::NoGround),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    fn now() -> DateTime<Utc> {
        "2026-11-27T15:00:00Z".parse().unwrap()
    }

    fn facts(authority: RequestAuthority) -> UndoFacts {
        UndoFacts {
            hidden_at: now(),
            purge_at: now()
                + window(
                    authority,
                    RequestDecider::School,
                    DeletionFinality::Recoverable,
                ),
            is_over: false,
            ground: GroundNow::Holds,
        }
    }

    #[test]
    fn x_07_what_is_directed_by_a_parent_or_a_school_or_is_permanent_has_no_way_back() {
        for authority in RequestAuthority::ALL {
            let own = matches!(
                authority,
                RequestAuthority::Oneself | RequestAuthority::Teacher
            );
            let recoverable = window(
                *authority,
                RequestDecider::School,
                DeletionFinality::Recoverable,
            );
            assert_eq!(recoverable > TimeDelta::zero(), own, "{authority:?}");
            let permanent = window(
                *authority,
                RequestDecider::School,
                DeletionFinality::Permanent,
            );
            assert_eq!(permanent, TimeDelta::zero());
            let confirmed = window(
                *authority,
                RequestDecider::Parent,
                DeletionFinality::Recoverable,
            );
            assert_eq!(confirmed, TimeDelta::zero());
            assert_eq!(may_undo(&facts(*authority), now()).is_ok(), own);
        }
    }

    #[test]
    fn ret_06_the_last_second_of_thirty_days_restores_and_the_next_does_not() {
        let facts = facts(RequestAuthority::Teacher);
        let end = now() + TimeDelta::days(30);
        assert_eq!(may_undo(&facts, end - TimeDelta::seconds(1)), Ok(()));
        assert_eq!(may_undo(&facts, end), Err(UndoRefused::TooLate));
    }

    #[test]
    fn ret_06_after_the_agreement_ended_and_a_second_time_nothing_is_restored() {
        let ended = UndoFacts {
            ground: GroundNow::Ended,
            ..facts(RequestAuthority::Oneself)
        };
        assert_eq!(may_undo(&ended, now()), Err(UndoRefused::NoGround));
        let over = UndoFacts {
            is_over: true,
            ..facts(RequestAuthority::Oneself)
        };
        assert_eq!(may_undo(&over, now()), Err(UndoRefused::TooLate));
    }
}
