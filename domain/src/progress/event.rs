//! What a learner's client reports.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::work::{Work, WorkTooLong};
use crate::ids::{ActivityId, LessonId, ProgressEventId};

/// The most seconds that one event may report as time on task. Clients report more often.
pub const TIME_SPENT_MAX_SECONDS: u16 = 3600;

crate::words! {
    /// What kind of thing happened.
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

crate::words! {
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

impl TimeOnTask {
    /// Takes a number of seconds.
    pub fn from_seconds(seconds: u32) -> Result<Self, MalformedEvent> {
        match u16::try_from(seconds) {
            Ok(seconds) if (1..=TIME_SPENT_MAX_SECONDS).contains(&seconds) => Ok(Self(seconds)),
            _ => Err(MalformedEvent::SecondsOutOfRange),
        }
    }

    /// The number of seconds.
    pub const fn seconds(self) -> u16 {
        self.0
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A lesson was opened.
    LessonOpened(LessonId),
    /// An activity was tried, with the code or answer that was tried if the client sends it.
    Attempted(ActivityId, Outcome, Option<Work>),
    /// An activity was finished.
    Completed(ActivityId),
    /// Time was spent.
    TimeSpent(Subject, TimeOnTask),
    /// A prompt was answered.
    PromptAnswered(ActivityId, Work),
}

impl Deed {
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

    /// Code or answer that came with it.
    pub const fn work(&self) -> Option<&Work> {
        match self {
            Self::Attempted(_, _, work) => work.as_ref(),
            Self::PromptAnswered(_, answer) => Some(answer),
            Self::LessonOpened(_) | Self::Completed(_) | Self::TimeSpent(..) => None,
        }
    }
}

/// A deed, with the id that the client gave it and the instant at which it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The id; unique for one learner, so that a report may be repeated.
    pub id: ProgressEventId,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// What happened.
    pub deed: Deed,
}

/// The fields of a report as they come, before anything is known about their fitting together.
#[derive(Clone, Debug)]
pub struct Report {
    /// What kind of thing happened.
    pub kind: EventKind,
    /// What it is about.
    pub subject: Subject,
    /// How it went; for an attempt.
    pub outcome: Option<Outcome>,
    /// Seconds on task; for time spent.
    pub seconds: Option<u32>,
    /// Code or answer; for an attempt or a prompt.
    pub work: Option<String>,
}

/// Why the fields of a report are not an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MalformedEvent {
    /// The kind of event is about a lesson and not about an activity.
    #[error("this kind of event is about a lesson")]
    LessonExpected,
    /// The kind of event is about an activity and not about a lesson.
    #[error("this kind of event is about an activity")]
    ActivityExpected,
    /// An attempt needs an outcome.
    #[error("an attempt needs an outcome")]
    OutcomeMissing,
    /// Only an attempt has an outcome.
    #[error("only an attempt has an outcome")]
    OutcomeUnexpected,
    /// Time spent needs seconds.
    #[error("time spent needs seconds")]
    SecondsMissing,
    /// Only time spent has seconds.
    #[error("only time spent has seconds")]
    SecondsUnexpected,
    /// The seconds are none, or more than [`TIME_SPENT_MAX_SECONDS`].
    #[error("seconds must be between 1 and {TIME_SPENT_MAX_SECONDS}")]
    SecondsOutOfRange,
    /// An answered prompt needs its answer.
    #[error("an answered prompt needs its answer")]
    WorkMissing,
    /// This kind of event carries no code or answer.
    #[error("this kind of event carries no code or answer")]
    WorkUnexpected,
    /// The code or answer is too long.
    #[error(transparent)]
    WorkTooLong(#[from] WorkTooLong),
}

impl TryFrom<Report> for Deed {
    type Error = MalformedEvent;

    fn try_from(report: Report) -> Result<Self, MalformedEvent> {
        let Report {
            kind,
            subject,
            outcome,
            seconds,
            work,
        } = report;
        match (kind, outcome) {
            (EventKind::Attempted, _) | (_, None) => {}
            _ => return Err(MalformedEvent::OutcomeUnexpected),
        }
        match (kind, seconds) {
            (EventKind::TimeSpent, _) | (_, None) => {}
            _ => return Err(MalformedEvent::SecondsUnexpected),
        }
        match (kind, &work) {
            (EventKind::Attempted | EventKind::PromptAnswered, _) | (_, None) => {}
            _ => return Err(MalformedEvent::WorkUnexpected),
        }
        let work = work.map(Work::new).transpose()?;
        match kind {
            EventKind::LessonOpened => match subject {
                Subject::Lesson(lesson) => Ok(Self::LessonOpened(lesson)),
                Subject::Activity(_) => Err(MalformedEvent::LessonExpected),
            },
            EventKind::Attempted => {
                let outcome = outcome.ok_or(MalformedEvent::OutcomeMissing)?;
                Ok(Self::Attempted(activity(subject)?, outcome, work))
            }
            EventKind::Completed => Ok(Self::Completed(activity(subject)?)),
            EventKind::TimeSpent => {
                let seconds = seconds.ok_or(MalformedEvent::SecondsMissing)?;
                Ok(Self::TimeSpent(subject, TimeOnTask::from_seconds(seconds)?))
            }
            EventKind::PromptAnswered => {
                let answer = work.ok_or(MalformedEvent::WorkMissing)?;
                Ok(Self::PromptAnswered(activity(subject)?, answer))
            }
        }
    }
}

fn activity(subject: Subject) -> Result<ActivityId, MalformedEvent> {
    match subject {
        Subject::Activity(activity) => Ok(activity),
        Subject::Lesson(_) => Err(MalformedEvent::ActivityExpected),
    }
}

#[cfg(test)]
mod tests;
