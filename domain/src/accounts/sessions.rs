//! How long a signing-in holds (SEC-06, NIST SP 800-63B-4 §5.2) and what ends it sooner.

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use super::credentials::{AccountStatus, PersonKind};
use crate::text_enum;

text_enum! {
    /// Whose session it is and where, which decides how long it holds.
    pub enum SessionKind {
        /// A teacher or another adult of a school or a district.
        Staff = "staff",
        /// A person who runs Hallpass itself.
        PlatformOperator = "platform_operator",
        /// A student on a device that others use too. The default for students.
        StudentOnSharedDevice = "student_shared_device",
        /// A student on a device of their own.
        StudentOnPersonalDevice = "student_personal_device",
    }
}

impl SessionKind {
    /// Who has such sessions.
    pub const fn person(self) -> PersonKind {
        match self {
            Self::Staff | Self::PlatformOperator => PersonKind::Adult,
            Self::StudentOnSharedDevice | Self::StudentOnPersonalDevice => PersonKind::Student,
        }
    }
}

text_enum! {
    /// Whose device a student signs in on.
    pub enum StudentDevice {
        /// One that others use too.
        Shared = "shared",
        /// Their own.
        Personal = "personal",
    }
}

impl StudentDevice {
    /// The kind of session that a student gets on it.
    pub const fn session(self) -> SessionKind {
        match self {
            Self::Shared => SessionKind::StudentOnSharedDevice,
            Self::Personal => SessionKind::StudentOnPersonalDevice,
        }
    }
}

/// How long a session holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From signing in to the end, whatever happens in between.
    pub overall: TimeDelta,
    /// From the last use to the end.
    pub idle: TimeDelta,
}

/// The limits of a session (rule `session_limits`, table of SEC-06).
pub const fn limits(kind: SessionKind) -> Limits {
    match kind {
        SessionKind::Staff => Limits {
            overall: TimeDelta::hours(12),
            idle: TimeDelta::minutes(30),
        },
        SessionKind::PlatformOperator => Limits {
            overall: TimeDelta::hours(4),
            idle: TimeDelta::minutes(15),
        },
        SessionKind::StudentOnSharedDevice => Limits {
            overall: TimeDelta::hours(8),
            idle: TimeDelta::minutes(15),
        },
        SessionKind::StudentOnPersonalDevice => Limits {
            overall: TimeDelta::days(7),
            idle: TimeDelta::hours(24),
        },
    }
}

/// Counts the changes of a person's credentials. A session belongs to the epoch it began in, and
/// ends with it, however its tokens were made (G-SES2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionEpoch(pub u32);

impl SessionEpoch {
    /// The epoch after a change of password or passphrase, a loss of a role or a disabling. The
    /// last epoch has no successor: an account cannot be changed four billion times.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// What is known about a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionFacts {
    /// Whose it is and where.
    pub kind: SessionKind,
    /// When the person signed in.
    pub started_at: DateTime<Utc>,
    /// When a token of it was last accepted or made.
    pub last_used_at: DateTime<Utc>,
    /// When a person ended it, if a person did.
    pub revoked_at: Option<DateTime<Utc>>,
    /// The person's epoch when they signed in.
    pub epoch: SessionEpoch,
    /// The person's epoch now.
    pub current_epoch: SessionEpoch,
    /// The state of the person's account now.
    pub account: AccountStatus,
}

/// Why a session no longer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Ended {
    /// The account is not active.
    #[error("the account is not active")]
    AccountNotActive,
    /// The account is suspended until a ground covers what is held of the person (AGE-16).
    #[error("the account is suspended")]
    Suspended,
    /// A person ended the session.
    #[error("the session was ended")]
    Revoked,
    /// A credential or a role of the person changed since.
    #[error("the credentials changed since")]
    EpochChanged,
    /// The session is older than its kind allows.
    #[error("the session reached its overall limit")]
    OverallLimit,
    /// The session was not used for longer than its kind allows.
    #[error("the session was idle for too long")]
    IdleLimit,
}

/// Whether a session holds at this instant. It has ended at the very instant of a limit.
pub fn standing(session: &SessionFacts, now: DateTime<Utc>) -> Result<(), Ended> {
    let Limits { overall, idle } = limits(session.kind);
    if session.account != AccountStatus::Active {
        Err(Ended::AccountNotActive)
    } else if session.revoked_at.is_some() {
        Err(Ended::Revoked)
    } else if session.epoch != session.current_epoch {
        Err(Ended::EpochChanged)
    } else if now.signed_duration_since(session.started_at) >= overall {
        Err(Ended::OverallLimit)
    } else if now.signed_duration_since(session.last_used_at) >= idle {
        Err(Ended::IdleLimit)
    } else {
        Ok(())
    }
}

/// When the session ends if no one uses it again: the earlier of its two limits.
pub fn ends_at(
    kind: SessionKind,
    started_at: DateTime<Utc>,
    last_used_at: DateTime<Utc>,
) -> DateTime<Utc> {
    let Limits { overall, idle } = limits(kind);
    (started_at + overall).min(last_used_at + idle)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::{
        AccountStatus, Ended, SessionEpoch, SessionFacts, SessionKind, ends_at, limits, standing,
    };
    use crate::text_enum::TextEnum;

    fn bell() -> DateTime<Utc> {
        "2026-09-01T08:00:00Z".parse().unwrap()
    }

    fn session(kind: SessionKind) -> SessionFacts {
        SessionFacts {
            kind,
            started_at: bell(),
            last_used_at: bell(),
            revoked_at: None,
            epoch: SessionEpoch(3),
            current_epoch: SessionEpoch(3),
            account: AccountStatus::Active,
        }
    }

    #[test]
    fn each_kind_of_session_has_the_limits_of_the_table() {
        for (kind, overall_hours, idle_minutes) in [
            (SessionKind::Staff, 12, 30),
            (SessionKind::PlatformOperator, 4, 15),
            (SessionKind::StudentOnSharedDevice, 8, 15),
            (SessionKind::StudentOnPersonalDevice, 168, 1440),
        ] {
            assert_eq!(limits(kind).overall.num_hours(), overall_hours, "{kind:?}");
            assert_eq!(limits(kind).idle.num_minutes(), idle_minutes, "{kind:?}");
        }
    }

    #[test]
    fn an_idle_session_ends_at_its_limit_and_not_before() {
        for kind in SessionKind::ALL {
            let limit = bell() + limits(*kind).idle;
            let just_before = limit - TimeDelta::milliseconds(1);
            assert_eq!(standing(&session(*kind), just_before), Ok(()), "{kind:?}");
            assert_eq!(
                standing(&session(*kind), limit),
                Err(Ended::IdleLimit),
                "{kind:?}"
            );
        }
    }

    #[test]
    fn a_busy_session_ends_at_its_overall_limit_and_not_before() {
        for kind in SessionKind::ALL {
            let limit = bell() + limits(*kind).overall;
            let just_before = limit - TimeDelta::milliseconds(1);
            let busy = SessionFacts {
                last_used_at: just_before,
                ..session(*kind)
            };
            assert_eq!(standing(&busy, just_before), Ok(()), "{kind:?}");
            assert_eq!(standing(&busy, limit), Err(Ended::OverallLimit), "{kind:?}");
            assert_eq!(ends_at(*kind, bell(), just_before), limit, "{kind:?}");
        }
    }

    #[test]
    fn what_ends_a_session_ends_it_at_once() {
        let session = session(SessionKind::Staff);
        let revoked = SessionFacts {
            revoked_at: Some(bell()),
            ..session
        };
        let after_a_change = SessionFacts {
            current_epoch: session.epoch.next(),
            ..session
        };
        let disabled = SessionFacts {
            account: AccountStatus::Disabled,
            ..session
        };
        let invited = SessionFacts {
            account: AccountStatus::Invited,
            ..session
        };
        assert_eq!(standing(&revoked, bell()), Err(Ended::Revoked));
        assert_eq!(standing(&after_a_change, bell()), Err(Ended::EpochChanged));
        assert_eq!(standing(&disabled, bell()), Err(Ended::AccountNotActive));
        assert_eq!(standing(&invited, bell()), Err(Ended::AccountNotActive));
    }

    #[test]
    fn an_epoch_from_the_future_is_refused_too() {
        let restored_from_backup = SessionFacts {
            epoch: SessionEpoch(4),
            ..session(SessionKind::Staff)
        };
        assert_eq!(
            standing(&restored_from_backup, bell()),
            Err(Ended::EpochChanged)
        );
    }
}
