//! When a key signs access tokens, when it only verifies them, and when it does neither (G-KEY).

use chrono::{DateTime, TimeDelta, Utc};

/// How long an access token lives (G-SES1).
pub const ACCESS_TOKEN_LIFE: TimeDelta = TimeDelta::minutes(10);

/// How long a key is published before it signs, so that every verifier knows it by then (G-KEY).
pub const PUBLISHED_BEFORE_USE: TimeDelta = TimeDelta::hours(24);

/// After how long in use a key is replaced (G-KEY).
pub const ROTATION_PERIOD: TimeDelta = TimeDelta::days(90);

/// The dates of a signing key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyDates {
    /// From here it signs, until a younger key does.
    pub activates_at: DateTime<Utc>,
    /// From here nothing it signed is accepted, and it is published no longer. It stops signing one
    /// [`ACCESS_TOKEN_LIFE`] earlier.
    pub retires_at: DateTime<Utc>,
    /// When a person declared it lost. It is worthless from this instant.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// What a key is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It is published and does not sign yet. It verifies already: another instance whose clock is
    /// ahead may have begun to use it.
    Announced,
    /// It verifies, and signs if no younger active key does.
    Active,
    /// It only verifies what it signed before.
    Retiring,
    /// It is over.
    Retired,
    /// It was declared lost.
    Revoked,
}

impl Phase {
    /// Whether the key is in the published set, and a token signed with it can be accepted.
    pub const fn verifies(self) -> bool {
        matches!(self, Self::Announced | Self::Active | Self::Retiring)
    }
}

/// The phase of a key at this instant.
pub fn phase(key: &KeyDates, now: DateTime<Utc>) -> Phase {
    if key.revoked_at.is_some_and(|revoked_at| revoked_at <= now) {
        Phase::Revoked
    } else if now >= key.retires_at {
        Phase::Retired
    } else if now < key.activates_at {
        Phase::Announced
    } else if now >= key.retires_at - ACCESS_TOKEN_LIFE {
        Phase::Retiring
    } else {
        Phase::Active
    }
}

/// The dates of a key made now to follow the others: announced for a day, in use for the rotation
/// period and a day more, in which its own successor is announced.
pub fn successor_dates(now: DateTime<Utc>) -> KeyDates {
    let activates_at = now + PUBLISHED_BEFORE_USE;
    KeyDates {
        activates_at,
        retires_at: activates_at + ROTATION_PERIOD + PUBLISHED_BEFORE_USE,
        revoked_at: None,
    }
}

/// The dates of a key that must sign at once: the first of all, or the one after a revocation.
pub fn immediate_dates(now: DateTime<Utc>) -> KeyDates {
    KeyDates {
        activates_at: now,
        retires_at: now + ROTATION_PERIOD + PUBLISHED_BEFORE_USE,
        revoked_at: None,
    }
}

/// What is missing in a set of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// Nothing.
    NotDue,
    /// A key with [`successor_dates`].
    AnnounceSuccessor,
    /// A key with [`immediate_dates`]: without it no one can sign in.
    ActivateNow,
}

/// Whether a set of keys needs another one: none signs, or the youngest has been in use for
/// [`ROTATION_PERIOD`] less the day of announcement.
pub fn rotation(keys: &[KeyDates], now: DateTime<Utc>) -> Rotation {
    let in_phase = |wanted: Phase| keys.iter().filter(move |key| phase(key, now) == wanted);
    let Some(youngest) = in_phase(Phase::Active).max_by_key(|key| key.activates_at) else {
        return Rotation::ActivateNow;
    };
    let due_at = youngest.activates_at + ROTATION_PERIOD - PUBLISHED_BEFORE_USE;
    if now < due_at || in_phase(Phase::Announced).next().is_some() {
        Rotation::NotDue
    } else {
        Rotation::AnnounceSuccessor
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::{
        ACCESS_TOKEN_LIFE, KeyDates, Phase, Rotation, immediate_dates, phase, rotation,
        successor_dates,
    };

    fn day(day: i64) -> DateTime<Utc> {
        let first: DateTime<Utc> = "2026-09-01T08:00:00Z".parse().unwrap();
        first + TimeDelta::days(day)
    }

    #[test]
    fn a_key_is_announced_then_signs_then_only_verifies_then_is_gone() {
        let key = successor_dates(day(0));
        let moment = TimeDelta::milliseconds(1);
        for (now, expected) in [
            (day(0), Phase::Announced),
            (day(1) - moment, Phase::Announced),
            (day(1), Phase::Active),
            (key.retires_at - ACCESS_TOKEN_LIFE - moment, Phase::Active),
            (key.retires_at - ACCESS_TOKEN_LIFE, Phase::Retiring),
            (key.retires_at - moment, Phase::Retiring),
            (key.retires_at, Phase::Retired),
        ] {
            assert_eq!(phase(&key, now), expected, "{now}");
        }
    }

    #[test]
    fn a_revoked_key_is_worthless_at_once() {
        let lost = KeyDates {
            revoked_at: Some(day(10)),
            ..immediate_dates(day(0))
        };
        assert_eq!(phase(&lost, day(10) - TimeDelta::seconds(1)), Phase::Active);
        let revoked = phase(&lost, day(10));
        assert_eq!(revoked, Phase::Revoked);
        assert!(!revoked.verifies());
        assert_eq!(rotation(&[lost], day(10)), Rotation::ActivateNow);
    }

    #[test]
    fn two_years_of_rotation_never_leave_a_moment_without_a_signing_key() {
        let mut keys = vec![];
        for hour in 0..(2 * 365 * 24) {
            let now = day(0) + TimeDelta::hours(hour);
            match rotation(&keys, now) {
                Rotation::NotDue => {}
                Rotation::AnnounceSuccessor => keys.push(successor_dates(now)),
                Rotation::ActivateNow => {
                    assert_eq!(hour, 0, "only the first key is used unannounced");
                    keys.push(immediate_dates(now));
                }
            }
            assert!(keys.iter().any(|key| phase(key, now) == Phase::Active));
        }
        assert_eq!(keys.len(), 9, "one in ninety days");
    }
}
