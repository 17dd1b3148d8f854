//! The state of one learner with one activity: a sum over events that does not depend on their
//! order.
//!
//! Counts are added, firsts are minima, lasts are maxima. Each event must be added once: a caller
//! that adds it has just recorded it under an id that was not there before.

use chrono::{DateTime, Utc};

use super::{
    event::{Event, LearnerAction, Outcome, Subject},
    status::ProgressStatus,
};

/// What is known of a learner who did something with an activity. Where nothing is known there is
/// no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivityState {
    /// How often it was tried.
    pub tries: u32,
    /// How many tries passed.
    pub successes: u32,
    /// How many tries failed. What was handed in unjudged neither passed nor failed.
    pub failures: u32,
    /// Seconds on task.
    pub seconds: u32,
    /// When it was first passed, if it was.
    pub first_passed_at: Option<DateTime<Utc>>,
    /// When it was first passed, finished or answered, if it was.
    pub completed_at: Option<DateTime<Utc>>,
    /// When the learner was first there.
    pub first_seen_at: DateTime<Utc>,
    /// When the learner was last there.
    pub last_seen_at: DateTime<Utc>,
}

impl ActivityState {
    /// The state after one event and nothing else, if the event is about an activity.
    pub fn of(event: &Event) -> Option<Self> {
        let Subject::Activity(_) = event.action.subject() else {
            return None;
        };
        let at = event.occurred_at;
        let seen = Self {
            tries: 0,
            successes: 0,
            failures: 0,
            seconds: 0,
            first_passed_at: None,
            completed_at: None,
            first_seen_at: at,
            last_seen_at: at,
        };
        Some(match &event.action {
            LearnerAction::Attempted(_, attempt) => match attempt.outcome() {
                Outcome::Passed => Self {
                    tries: 1,
                    successes: 1,
                    first_passed_at: Some(at),
                    completed_at: Some(at),
                    ..seen
                },
                Outcome::Failed => Self {
                    tries: 1,
                    failures: 1,
                    ..seen
                },
                Outcome::Submitted => Self { tries: 1, ..seen },
            },
            LearnerAction::Completed(_) | LearnerAction::PromptAnswered(..) => Self {
                completed_at: Some(at),
                ..seen
            },
            LearnerAction::TimeSpent(_, time) => Self {
                seconds: time.seconds().into(),
                ..seen
            },
            LearnerAction::LessonOpened(_) => seen,
        })
    }

    /// The state after the events of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            tries: self.tries.saturating_add(other.tries),
            successes: self.successes.saturating_add(other.successes),
            failures: self.failures.saturating_add(other.failures),
            seconds: self.seconds.saturating_add(other.seconds),
            first_passed_at: earliest(self.first_passed_at, other.first_passed_at),
            completed_at: earliest(self.completed_at, other.completed_at),
            first_seen_at: self.first_seen_at.min(other.first_seen_at),
            last_seen_at: self.last_seen_at.max(other.last_seen_at),
        }
    }

    /// How far the learner is.
    pub const fn status(&self) -> ProgressStatus {
        match self.completed_at {
            Some(_) => ProgressStatus::Completed,
            None => ProgressStatus::Started,
        }
    }

    /// The failures that have not led anywhere yet.
    pub const fn failures_without_success(&self) -> u32 {
        match self.completed_at {
            Some(_) => 0,
            None => self.failures,
        }
    }
}

/// The state after one more event; unchanged where the event is not about an activity.
pub fn apply(state: Option<ActivityState>, event: &Event) -> Option<ActivityState> {
    match (state, ActivityState::of(event)) {
        (Some(state), Some(more)) => Some(state.and(more)),
        (state, more) => state.or(more),
    }
}

/// The earlier of two instants that may be missing.
pub(super) fn earliest(
    one: Option<DateTime<Utc>>,
    two: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (one, two) => one.or(two),
    }
}
