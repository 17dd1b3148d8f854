//! How much of a learner's events is kept of one day.
//!
//! A learner's client sends as much as it likes, and nothing of it is deleted before its time. A day
//! of the calendar (UTC) has a budget of bytes, by the instant at which events arrive: a device that
//! was offline spends the budget of the day on which it reports.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use thiserror::Error;

use super::event::{Attempt, LearnerAction};

/// Bytes that an event counts for itself: its row, its place in the indexes and in the log.
pub const EVENT_BYTES: u32 = 512;

/// More would be kept of a learner's events than is kept of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("more would be kept of the learner's events than is kept of one day")]
pub struct DayFull;

/// The day to which an instant belongs, by its beginning.
pub fn day_of(instant: DateTime<Utc>) -> DateTime<Utc> {
    instant
        .duration_trunc(TimeDelta::days(1))
        .unwrap_or(instant)
}

/// The bytes of a day after one more event, if they are within the day's budget
/// (`PROGRESS_DAY_BYTES`).
///
/// # Errors
/// [`DayFull`] if they are not.
pub fn spend(spent: u32, action: &LearnerAction, budget: u32) -> Result<u32, DayFull> {
    let work = match action {
        LearnerAction::Attempted(_, Attempt::Ran(_, Some(work)))
        | LearnerAction::PromptAnswered(_, work) => work.as_str().len(),
        LearnerAction::Attempted(..)
        | LearnerAction::LessonOpened(_)
        | LearnerAction::Completed(_)
        | LearnerAction::TimeSpent(..) => 0,
    };
    u32::try_from(work)
        .ok()
        .and_then(|work| work.checked_add(EVENT_BYTES))
        .and_then(|bytes| spent.checked_add(bytes))
        .filter(|bytes| *bytes <= budget)
        .ok_or(DayFull)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::ActivityId,
        parameters::Parameters,
        progress::{
            event::{Outcome, Subject, TimeOnTask},
            work::Work,
        },
    };

    fn attempt(code: usize) -> LearnerAction {
        let work = Work::new("x".repeat(code)).unwrap();
        let activity = ActivityId::from_uuid(Uuid::from_u128(1));
        LearnerAction::Attempted(activity, Attempt::Ran(Outcome::Failed, Some(work)))
    }

    fn minute() -> LearnerAction {
        let activity = ActivityId::from_uuid(Uuid::from_u128(1));
        let minute = TimeOnTask::from_seconds(60).unwrap();
        LearnerAction::TimeSpent(Subject::Activity(activity), minute)
    }

    #[test]
    fn an_event_counts_its_work_and_itself_up_to_the_budget() {
        assert_eq!(spend(0, &attempt(88), 600), Ok(600));
        assert_eq!(spend(1, &attempt(88), 600), Err(DayFull));
        assert_eq!(spend(88, &minute(), 600), Ok(600));
        assert_eq!(spend(89, &minute(), 600), Err(DayFull));
        assert_eq!(spend(u32::MAX, &minute(), u32::MAX), Err(DayFull));
    }

    #[test]
    fn a_try_every_half_minute_of_a_long_day_stays_within_the_budget() {
        let at: DateTime<Utc> = "2026-09-21T15:00:00Z".parse().unwrap();
        let budget = Parameters::at(at.date_naive()).progress_day_bytes.value;
        let mut spent = 0;
        for _ in 0..8 * 60 {
            for action in [attempt(4096), attempt(4096), minute()] {
                spent = spend(spent, &action, budget).unwrap();
            }
        }
    }

    #[test]
    fn a_day_begins_at_midnight() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let monday = at("2026-09-21T00:00:00Z");
        assert_eq!(day_of(monday), monday);
        assert_eq!(day_of(at("2026-09-21T23:59:59.999999Z")), monday);
        assert_eq!(
            day_of(at("2026-09-22T00:00:00Z")),
            monday + TimeDelta::days(1)
        );
    }
}
