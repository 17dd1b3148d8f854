//! How often a secret may be tried on one account (SEC-04, SEC-07, G-BF1, G-BF3).

use chrono::{DateTime, TimeDelta, Utc};

use super::credentials::PersonKind;

/// The failure in a row from which one has to wait (G-BF1).
pub const FIRST_DELAYED_FAILURE: u32 = 5;

/// The wait after that failure; it doubles with each further one.
pub const FIRST_DELAY: TimeDelta = TimeDelta::seconds(1);

/// The longest wait.
pub const LONGEST_DELAY: TimeDelta = TimeDelta::minutes(15);

/// How long failures delay what comes after them: those with a longer pause between them are not in
/// a row. What an onlooker sees of a name depends on this alone, so it is the same for a name that
/// a person has and for one that no one has (G-ENUM).
pub const REMEMBERED_FOR: TimeDelta = TimeDelta::hours(1);

/// Failures since the last success after which a member of staff needs a reset, or a device that is
/// known.
pub const STAFF_HARD_STOP: u32 = 50;

/// Failures since the last success after which a student needs a teacher, or a device that is known
/// (SEC-07): 33 bits bear few guesses.
pub const STUDENT_HARD_STOP: u32 = 10;

/// Failures on a device since the account was last signed in to on it, after which the device is
/// like any other.
pub const DEVICE_HARD_STOP: u32 = 10;

/// Failures of all kinds since the last success after which no secret opens an account until it is
/// reset: what NIST SP 800-63B-4 §3.2.2 allows.
pub const TOTAL_HARD_STOP: u32 = 100;

/// How long a device stays known for an account, after the last sign-in on it.
pub const DEVICE_KNOWN_FOR: TimeDelta = TimeDelta::days(90);

/// Devices that are known for one account at most. The one that was used longest ago is forgotten
/// first.
pub const MOST_DEVICES: u16 = 20;

/// Failures in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailureStreak {
    /// How many.
    pub failures: u32,
    /// When the last was.
    pub last_failed_at: DateTime<Utc>,
}

/// Leave to try one secret once. Whatever compares a secret asks for one by value, and only
/// [`throttle`] makes them, so that no road to a secret forgets to count:
///
/// ```compile_fail,E0423
/// let forged = domain::accounts::throttle::AttemptPermit(());
/// ```
#[derive(Debug, PartialEq, Eq)]
#[must_use = "an attempt that was permitted is meant to be made"]
pub struct AttemptPermit(());

/// Whether a secret may be tried now.
#[derive(Debug, PartialEq, Eq)]
pub enum Throttle {
    /// Once.
    Allowed(AttemptPermit),
    /// Not before this instant. What is tried sooner is neither compared nor counted.
    Wait(DateTime<Utc>),
}

/// Judges whether a secret may be tried now behind these failures. `None` is a name or an account
/// without failures.
pub fn throttle(streak: Option<&FailureStreak>, now: DateTime<Utc>) -> Throttle {
    match streak.map(|streak| streak.last_failed_at + delay(streak.failures)) {
        Some(until) if now < until => Throttle::Wait(until),
        _ => Throttle::Allowed(AttemptPermit(())),
    }
}

/// The number in its row of a failure that happens now.
pub fn number_of_failure(streak: Option<&FailureStreak>, now: DateTime<Utc>) -> u32 {
    match streak {
        Some(streak) if now < streak.last_failed_at + REMEMBERED_FOR => {
            streak.failures.saturating_add(1)
        }
        _ => 1,
    }
}

/// Whether any secret opens an account, after so many failures since the last success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The right one does.
    Open,
    /// None does until a person resets the credential. No one outside is told: it answers, and
    /// delays, like a wrong secret.
    Locked,
}

/// On what a secret is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// One on which the account was never signed in to, or on which too many tries failed since.
    /// Anybody has one.
    Unknown,
    /// One on which the account was signed in to before.
    Known,
    /// One on which the account is signed in to.
    SignedIn,
}

impl Device {
    /// What a device is for an account that was signed in to on it, after so many failures since.
    pub const fn after(failures: u32) -> Self {
        if failures < DEVICE_HARD_STOP {
            Self::Known
        } else {
            Self::Unknown
        }
    }
}

/// Failures at an account's secret since its owner last showed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountFailures {
    /// On unknown devices.
    pub unknown: u32,
    /// On devices that were known.
    pub known: u32,
}

/// Judges whether failures have locked the account of this person on such a device. Strangers lock
/// out strangers and nobody else: what they may fail is less than what locks everybody out.
pub const fn lock(person: PersonKind, device: Device, failures: AccountFailures) -> Lock {
    let hard_stop = match person {
        PersonKind::Student => STUDENT_HARD_STOP,
        PersonKind::Adult => STAFF_HARD_STOP,
    };
    let is_locked = match device {
        Device::Unknown => failures.unknown >= hard_stop,
        Device::Known => false,
        Device::SignedIn => failures.known >= hard_stop,
    };
    if is_locked || failures.unknown.saturating_add(failures.known) >= TOTAL_HARD_STOP {
        Lock::Locked
    } else {
        Lock::Open
    }
}

/// The wait after so many failures in a row.
fn delay(failures: u32) -> TimeDelta {
    match failures.checked_sub(FIRST_DELAYED_FAILURE) {
        None => TimeDelta::zero(),
        Some(doublings) => 2_i32
            .checked_pow(doublings)
            .and_then(|factor| FIRST_DELAY.checked_mul(factor))
            .map_or(LONGEST_DELAY, |delay| delay.min(LONGEST_DELAY)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::{
        AccountFailures, AttemptPermit, Device, FailureStreak, LONGEST_DELAY, Lock, PersonKind,
        REMEMBERED_FOR, Throttle, delay, lock, number_of_failure, throttle,
    };

    fn bell() -> DateTime<Utc> {
        "2026-09-01T08:00:00Z".parse().unwrap()
    }

    fn after(failures: u32) -> FailureStreak {
        FailureStreak {
            failures,
            last_failed_at: bell(),
        }
    }

    #[test]
    fn the_wait_doubles_from_one_second_to_a_quarter_of_an_hour() {
        for (failures, seconds) in [
            (1, 0),
            (4, 0),
            (5, 1),
            (6, 2),
            (7, 4),
            (14, 512),
            (15, 900),
            (49, 900),
            (u32::MAX, 900),
        ] {
            assert_eq!(
                delay(failures).num_seconds(),
                seconds,
                "{failures} failures"
            );
        }
    }

    #[test]
    fn a_wait_ends_at_its_instant_and_not_before() {
        let streak = after(8);
        let end = bell() + TimeDelta::seconds(8);
        assert_eq!(
            throttle(Some(&streak), end - TimeDelta::milliseconds(1)),
            Throttle::Wait(end)
        );
        assert_eq!(
            throttle(Some(&streak), end),
            Throttle::Allowed(AttemptPermit(()))
        );
    }

    #[test]
    fn a_student_needs_the_teacher_after_ten_and_staff_a_reset_after_fifty() {
        for (person, device, unknown, known, locked) in [
            (PersonKind::Student, Device::Unknown, 9, 9, false),
            (PersonKind::Student, Device::Unknown, 10, 0, true),
            (PersonKind::Adult, Device::Unknown, 10, 0, false),
            (PersonKind::Adult, Device::Unknown, 49, 50, false),
            (PersonKind::Adult, Device::Unknown, 50, 0, true),
            (PersonKind::Student, Device::Known, 10, 0, false),
            (PersonKind::Student, Device::Known, 10, 89, false),
            (PersonKind::Student, Device::Known, 10, 90, true),
            (PersonKind::Adult, Device::Known, 50, 49, false),
            (PersonKind::Adult, Device::Known, 50, 50, true),
            (PersonKind::Adult, Device::SignedIn, 50, 49, false),
            (PersonKind::Adult, Device::SignedIn, 0, 50, true),
        ] {
            let verdict = lock(person, device, AccountFailures { unknown, known });
            assert_eq!(
                verdict == Lock::Locked,
                locked,
                "{person:?} {device:?} {unknown} {known}"
            );
        }
        assert_eq!(Device::after(9), Device::Known);
        assert_eq!(Device::after(10), Device::Unknown);
    }

    #[test]
    fn failures_an_hour_apart_are_not_in_a_row() {
        assert!(REMEMBERED_FOR > LONGEST_DELAY, "nobody waits a row out");
        let hour_later = bell() + REMEMBERED_FOR;
        for (streak, now, number) in [
            (None, bell(), 1),
            (Some(after(7)), hour_later - TimeDelta::milliseconds(1), 8),
            (Some(after(7)), hour_later, 1),
            (Some(after(u32::MAX)), bell(), u32::MAX),
        ] {
            assert_eq!(
                number_of_failure(streak.as_ref(), now),
                number,
                "{streak:?}"
            );
        }
    }

    #[test]
    fn a_patient_attacker_gets_few_guesses_until_the_account_is_locked() {
        let day = bell() + TimeDelta::days(1);
        let (mut now, mut streak, mut guesses) = (bell(), None, 0);
        let failures = |unknown| AccountFailures { unknown, known: 0 };
        let locked = |guesses| lock(PersonKind::Adult, Device::Unknown, failures(guesses));
        while now < day && locked(guesses) == Lock::Open {
            match throttle(streak.as_ref(), now) {
                Throttle::Allowed(_) => {
                    guesses += 1;
                    streak = Some(FailureStreak {
                        failures: number_of_failure(streak.as_ref(), now),
                        last_failed_at: now,
                    });
                }
                Throttle::Wait(until) => now = until,
            }
        }
        assert!(guesses <= 60, "{guesses} guesses");
    }
}
