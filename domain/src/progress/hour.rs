//! How much time on task an hour has (LRN-02).
//!
//! Clients measure time on task, and any number of them may report for one learner, so no single
//! report can be trusted to fit the others. An hour of the clock (UTC) has an hour for a learner:
//! what goes beyond it is not recorded, however many devices reported it and in whatever order.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use thiserror::Error;

use super::event::TimeOnTask;

/// The most seconds on task that are recorded for a learner within one hour of the clock.
pub const SECONDS_OF_AN_HOUR: u32 = 3600;

/// More time would be recorded within an hour than the hour has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an hour has {SECONDS_OF_AN_HOUR} seconds on task")]
pub struct TooMuchTime;

/// The hour of the clock to which an instant belongs, by its beginning.
pub fn hour_of(instant: DateTime<Utc>) -> DateTime<Utc> {
    instant
        .duration_trunc(TimeDelta::hours(1))
        .unwrap_or(instant)
}

/// The seconds on task of an hour after some more, if the hour has them.
pub fn add(recorded: u32, more: TimeOnTask) -> Result<u32, TooMuchTime> {
    recorded
        .checked_add(more.seconds().into())
        .filter(|seconds| *seconds <= SECONDS_OF_AN_HOUR)
        .ok_or(TooMuchTime)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(seconds: u32) -> TimeOnTask {
        TimeOnTask::from_seconds(seconds).unwrap()
    }

    #[test]
    fn an_hour_has_an_hour_and_not_a_second_more() {
        assert_eq!(add(0, time(3600)), Ok(3600));
        assert_eq!(add(3599, time(1)), Ok(3600));
        assert_eq!(add(3600, time(1)), Err(TooMuchTime));
        assert_eq!(add(1, time(3600)), Err(TooMuchTime));
        assert_eq!(add(u32::MAX, time(1)), Err(TooMuchTime));
    }

    #[test]
    fn an_hour_begins_on_the_clock_and_ends_when_the_next_begins() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let three = at("2026-09-21T15:00:00Z");
        assert_eq!(hour_of(three), three);
        assert_eq!(hour_of(at("2026-09-21T15:59:59.999999Z")), three);
        assert_eq!(
            hour_of(at("2026-09-21T16:00:00Z")),
            three + TimeDelta::hours(1)
        );
        assert_eq!(
            hour_of(at("1969-12-31T23:30:00Z")),
            at("1969-12-31T23:00:00Z")
        );
    }
}
