//! What learners do.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::work::Work;
use crate::{
    courses::marking::{Chosen, Mark},
    ids::{ActivityId, LessonId, ProgressEventId},
};

/// The most seconds that one event may report as time on task. Clients report more often.
pub const TIME_SPENT_MAX_SECONDS: u16 = 3600;

crate::text_enum! {
    /// The kind of event.
    pub enum EventKind {
        /// The learner opened a lesson.
        LessonOpened = "lesson_opened",
        /// The learner tried an activity.
        Attempted = "attempted",
        /// The learner finished an activity.
        Completed = "completed",
        /// The learner spent time on an activity, or on a lesson outside its activities.
        TimeSpent = "time_spent",
        /// The learner answered a prompt.
        PromptAnswered = "prompt_answered",
    }
}

crate::text_enum! {
    /// How an attempt went.
    pub enum Outcome {
        /// It does what was asked.
        Passed = "passed",
        /// It does not yet.
        Failed = "failed",
        /// Handed in where nothing judges it by itself.
        Submitted = "submitted",
    }
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A lesson as a whole.
    Lesson(LessonId),
    /// An activity of a lesson.
    Activity(ActivityId),
}

/// Time on task: 1 to [`TIME_SPENT_MAX_SECONDS`] seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOnTask(u16);

/// The seconds are none, or more than [`TIME_SPENT_MAX_SECONDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("seconds must be between 1 and {TIME_SPENT_MAX_SECONDS}")]
pub struct SecondsOutOfRange;

impl TimeOnTask {
    /// Takes a number of seconds.
    pub fn from_seconds(seconds: u32) -> Result<Self, SecondsOutOfRange> {
        match u16::try_from(seconds) {
            Ok(seconds) if (1..=TIME_SPENT_MAX_SECONDS).contains(&seconds) => Ok(Self(seconds)),
            _ => Err(SecondsOutOfRange),
        }
    }

    /// The number of seconds.
    pub const fn seconds(self) -> u16 {
        self.0
    }
}

/// A try of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// A program was tried where the learner is, so the client says how it went; with the code if
    /// the client sends it.
    Ran(Outcome, Option<Work>),
    /// A question was answered, which its key marked.
    Answered(Chosen, Mark),
}

impl Attempt {
    /// How it went.
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Ran(outcome, _) => *outcome,
            Self::Answered(_, Mark::Right) => Outcome::Passed,
            Self::Answered(_, Mark::Wrong) => Outcome::Failed,
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LearnerAction {
    /// A lesson was opened.
    LessonOpened(LessonId),
    /// An activity was tried.
    Attempted(ActivityId, Attempt),
    /// An activity was finished.
    Completed(ActivityId),
    /// Time was spent.
    TimeSpent(Subject, TimeOnTask),
    /// A prompt was answered.
    PromptAnswered(ActivityId, Work),
}

impl LearnerAction {
    /// What kind of thing it is.
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::LessonOpened(_) => EventKind::LessonOpened,
            Self::Attempted(..) => EventKind::Attempted,
            Self::Completed(_) => EventKind::Completed,
            Self::TimeSpent(..) => EventKind::TimeSpent,
            Self::PromptAnswered(..) => EventKind::PromptAnswered,
        }
    }

    /// What it is about.
    pub const fn subject(&self) -> Subject {
        match self {
            Self::LessonOpened(lesson) => Subject::Lesson(*lesson),
            Self::Attempted(activity, ..)
            | Self::Completed(activity)
            | Self::PromptAnswered(activity, _) => Subject::Activity(*activity),
            Self::TimeSpent(subject, _) => *subject,
        }
    }
}

/// An action, with the id that the client gave it and the instant at which it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The id; unique for one learner, so that a report may be repeated.
    pub id: ProgressEventId,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// What happened.
    pub action: LearnerAction,
}
