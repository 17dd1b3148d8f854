//! How often a student may try codes that open no class.
//!
//! A join code has 36 bits and lives for a week; ten free guesses a day leave nothing to find.

use chrono::{DateTime, TimeDelta, Utc};

use crate::accounts::throttle::FailureStreak;

/// Wrong codes in a row from which one has to wait.
pub const FREE_GUESSES: u32 = 10;

/// The wait after that many; it doubles with each further one.
pub const FIRST_DELAY: TimeDelta = TimeDelta::minutes(1);

/// The longest wait.
pub const LONGEST_DELAY: TimeDelta = TimeDelta::hours(1);

/// How long wrong codes are remembered after the last.
pub const REMEMBERED_FOR: TimeDelta = TimeDelta::hours(24);

/// Whether a code may be tried now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// It may. If it is wrong, this is its number in the row.
    Allowed(u32),
    /// Not before this instant. What is tried sooner is neither looked up nor counted.
    Wait(DateTime<Utc>),
}

/// Judges whether a student with these wrong codes behind them may try another.
pub fn guess(streak: Option<&FailureStreak>, now: DateTime<Utc>) -> Guess {
    let Some(streak) = streak else {
        return Guess::Allowed(1);
    };
    if streak.last_failed_at + REMEMBERED_FOR <= now {
        return Guess::Allowed(1);
    }
    let until = streak.last_failed_at + delay(streak.failures);
    if now < until {
        Guess::Wait(until)
    } else {
        Guess::Allowed(streak.failures.saturating_add(1))
    }
}

/// The wait after so many wrong codes in a row.
fn delay(failures: u32) -> TimeDelta {
    match failures.checked_sub(FREE_GUESSES) {
        None => TimeDelta::zero(),
        Some(doublings) => 2_i32
            .checked_pow(doublings)
            .and_then(|factor| FIRST_DELAY.checked_mul(factor))
            .map_or(LONGEST_DELAY, |delay| delay.min(LONGEST_DELAY)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bell() -> DateTime<Utc> {
        "2026-09-01T15:00:00Z".parse().unwrap()
    }

    fn after(failures: u32) -> FailureStreak {
        FailureStreak {
            failures,
            last_failed_at: bell(),
        }
    }

    #[test]
    fn ten_guesses_are_free_and_then_the_wait_doubles_to_an_hour() {
        for (failures, minutes) in [
            (1, 0),
            (9, 0),
            (10, 1),
            (11, 2),
            (15, 32),
            (16, 60),
            (u32::MAX, 60),
        ] {
            assert_eq!(delay(failures).num_minutes(), minutes, "{failures}");
        }
    }

    #[test]
    fn a_wait_ends_at_its_instant_and_not_a_millisecond_earlier() {
        let until = bell() + TimeDelta::minutes(1);
        let just_before = until - TimeDelta::milliseconds(1);
        assert_eq!(guess(Some(&after(10)), just_before), Guess::Wait(until));
        assert_eq!(guess(Some(&after(10)), until), Guess::Allowed(11));
    }

    #[test]
    fn a_day_later_the_student_begins_anew() {
        let day = bell() + REMEMBERED_FOR;
        assert_eq!(guess(Some(&after(40)), day), Guess::Allowed(1));
        assert_eq!(guess(None, bell()), Guess::Allowed(1));
    }
}
