//! The state of one learner with one lesson.
//!
//! It has two halves. The tally is a sum over the events of the lesson and of its activities, to
//! which each new event is added once. The completion follows from the states of the lesson's
//! activities, because only they can tell a late report of something already known from news; it is
//! computed anew from them whenever one of them changes, and kept beside the tally so that a class
//! can be shown from lesson rows alone.

use chrono::{DateTime, Utc};

use super::{
    activity_state::{ActivityState, earliest},
    event::{Event, LearnerAction, Outcome},
    status::ProgressStatus,
};

/// What the events of a lesson and its activities add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LessonTally {
    /// How often its activities were tried.
    pub tries: u32,
    /// How many tries passed.
    pub successes: u32,
    /// Seconds on task, in its activities and outside them.
    pub seconds: u32,
    /// When it was first opened, if that was reported.
    pub opened_at: Option<DateTime<Utc>>,
    /// When the learner was last there.
    pub last_seen_at: DateTime<Utc>,
}

impl LessonTally {
    /// The tally of one event and nothing else.
    pub fn of(event: &Event) -> Self {
        let at = event.occurred_at;
        let seen = Self {
            tries: 0,
            successes: 0,
            seconds: 0,
            opened_at: None,
            last_seen_at: at,
        };
        match &event.action {
            LearnerAction::LessonOpened(_) => Self {
                opened_at: Some(at),
                ..seen
            },
            LearnerAction::Attempted(_, attempt) => Self {
                tries: 1,
                successes: u32::from(attempt.outcome() == Outcome::Passed),
                ..seen
            },
            LearnerAction::TimeSpent(_, time) => Self {
                seconds: time.seconds().into(),
                ..seen
            },
            LearnerAction::Completed(_) | LearnerAction::PromptAnswered(..) => seen,
        }
    }

    /// The tally of the events of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            tries: self.tries.saturating_add(other.tries),
            successes: self.successes.saturating_add(other.successes),
            seconds: self.seconds.saturating_add(other.seconds),
            opened_at: earliest(self.opened_at, other.opened_at),
            last_seen_at: self.last_seen_at.max(other.last_seen_at),
        }
    }
}

/// What follows from the states of a lesson's activities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LessonCompletion {
    /// How many activities the lesson has.
    pub activities: u32,
    /// How many of them are completed.
    pub activities_completed: u32,
    /// When the last of them was completed, if all are. A lesson without activities never is.
    pub completed_at: Option<DateTime<Utc>>,
    /// The most failures on one activity that have not led anywhere yet.
    pub most_failures_without_success: u32,
}

impl LessonCompletion {
    /// Looks at every activity of the lesson, with its state if it has one.
    pub fn of(activities: impl IntoIterator<Item = Option<ActivityState>>) -> Self {
        let mut completion = Self::default();
        let mut last_completed_at = None;
        for state in activities {
            completion.activities = completion.activities.saturating_add(1);
            let Some(state) = state else { continue };
            completion.most_failures_without_success = completion
                .most_failures_without_success
                .max(state.failures_without_success());
            if state.completed_at.is_some() {
                completion.activities_completed = completion.activities_completed.saturating_add(1);
                last_completed_at = last_completed_at.max(state.completed_at);
            }
        }
        if completion.activities_completed == completion.activities {
            completion.completed_at = last_completed_at;
        }
        completion
    }
}

/// What is known of a learner who was in a lesson. Where nothing is known there is no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LessonState {
    /// What its events add up to.
    pub tally: LessonTally,
    /// What its activities' states say.
    pub completion: LessonCompletion,
}

impl LessonState {
    /// How far the learner is.
    pub const fn status(&self) -> ProgressStatus {
        match self.completion.completed_at {
            Some(_) => ProgressStatus::Completed,
            None => ProgressStatus::Started,
        }
    }
}

/// The state after one more event. `activities` are all activities of the lesson, with their states
/// after the event. For a batch, tallies may be summed first and the completion computed once.
pub fn apply(
    state: Option<LessonState>,
    event: &Event,
    activities: impl IntoIterator<Item = Option<ActivityState>>,
) -> LessonState {
    let more = LessonTally::of(event);
    LessonState {
        tally: state.map_or(more, |state| state.tally.and(more)),
        completion: LessonCompletion::of(activities),
    }
}
