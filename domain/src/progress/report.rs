//! What a learner's client reports: fields, and whether they fit together.

use thiserror::Error;

use super::{
    event::{Attempt, EventKind, LearnerAction, Outcome, SecondsOutOfRange, Subject, TimeOnTask},
    reported_action::ReportedAction,
    work::{Work, WorkTooLong},
};
use crate::{
    courses::marking::{Chosen, NoAnswer},
    ids::ActivityId,
};

/// The fields of a report as they come, before anything is known about their fitting together.
#[derive(Clone, Debug)]
pub struct RawEvent {
    /// The kind of event.
    pub kind: EventKind,
    /// What it is about.
    pub subject: Subject,
    /// How it went; for an attempt at a program.
    pub outcome: Option<Outcome>,
    /// Seconds on task; for time spent.
    pub seconds: Option<u32>,
    /// Code; for an attempt at a program.
    pub code: Option<String>,
    /// The places of the chosen choices; for an attempt at a question.
    pub choices: Option<Vec<u8>>,
    /// What was answered; for a prompt.
    pub answer: Option<String>,
}

/// Why the fields of a report are not an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MalformedEvent {
    /// The report names neither a lesson nor an activity.
    #[error("lesson_id or activity_id is required")]
    SubjectMissing,
    /// The kind of event is about a lesson and not about an activity.
    #[error("activity_id is not allowed for this kind of event")]
    LessonExpected,
    /// The kind of event is about an activity and not about a lesson.
    #[error("activity_id is required for this kind of event")]
    ActivityExpected,
    /// An attempt needs an outcome or choices.
    #[error("an attempt requires `outcome` or `choices`")]
    OutcomeMissing,
    /// Only an attempt at a program has an outcome.
    #[error("outcome is allowed for an attempt at a program only")]
    OutcomeUnexpected,
    /// The client says how its own answer is to be marked.
    #[error("outcome and code are not allowed together with choices")]
    ChoicesWithOutcome,
    /// Only an attempt has choices.
    #[error("choices are allowed for an attempt only")]
    ChoicesUnexpected,
    /// The choices are no answer.
    #[error("choices: {0}")]
    NoAnswer(#[from] NoAnswer),
    /// Time spent needs seconds.
    #[error("seconds is required for time_spent")]
    SecondsMissing,
    /// Only time spent has seconds.
    #[error("seconds is allowed for time_spent only")]
    SecondsUnexpected,
    /// The seconds are out of their range.
    #[error(transparent)]
    SecondsOutOfRange(#[from] SecondsOutOfRange),
    /// Only an attempt has code.
    #[error("code is allowed for an attempt only")]
    CodeUnexpected,
    /// An answered prompt needs its answer.
    #[error("answer is required for an answered prompt")]
    AnswerMissing,
    /// Only an answered prompt has an answer in words.
    #[error("answer is allowed for an answered prompt only")]
    AnswerUnexpected,
    /// The code or answer is too long.
    #[error(transparent)]
    WorkTooLong(#[from] WorkTooLong),
}

impl TryFrom<RawEvent> for ReportedAction {
    type Error = MalformedEvent;

    fn try_from(report: RawEvent) -> Result<Self, MalformedEvent> {
        let unexpected = [
            (
                report.outcome.is_some(),
                EventKind::Attempted,
                MalformedEvent::OutcomeUnexpected,
            ),
            (
                report.code.is_some(),
                EventKind::Attempted,
                MalformedEvent::CodeUnexpected,
            ),
            (
                report.choices.is_some(),
                EventKind::Attempted,
                MalformedEvent::ChoicesUnexpected,
            ),
            (
                report.seconds.is_some(),
                EventKind::TimeSpent,
                MalformedEvent::SecondsUnexpected,
            ),
            (
                report.answer.is_some(),
                EventKind::PromptAnswered,
                MalformedEvent::AnswerUnexpected,
            ),
        ];
        for (given, belongs_to, fault) in unexpected {
            if given && report.kind != belongs_to {
                return Err(fault);
            }
        }
        match report.kind {
            EventKind::LessonOpened => match report.subject {
                Subject::Lesson(lesson) => Ok(Self::Did(LearnerAction::LessonOpened(lesson))),
                Subject::Activity(_) => Err(MalformedEvent::LessonExpected),
            },
            EventKind::Attempted => attempt(report),
            EventKind::Completed => Ok(Self::Did(LearnerAction::Completed(activity(
                report.subject,
            )?))),
            EventKind::TimeSpent => {
                let seconds = report.seconds.ok_or(MalformedEvent::SecondsMissing)?;
                let time = TimeOnTask::from_seconds(seconds)?;
                Ok(Self::Did(LearnerAction::TimeSpent(report.subject, time)))
            }
            EventKind::PromptAnswered => {
                let answer = report.answer.ok_or(MalformedEvent::AnswerMissing)?;
                let activity = activity(report.subject)?;
                Ok(Self::Did(LearnerAction::PromptAnswered(
                    activity,
                    Work::new(answer)?,
                )))
            }
        }
    }
}

fn attempt(report: RawEvent) -> Result<ReportedAction, MalformedEvent> {
    let activity = activity(report.subject)?;
    match (report.choices, report.outcome, report.code) {
        (Some(choices), None, None) => {
            Ok(ReportedAction::Answered(activity, Chosen::new(&choices)?))
        }
        (Some(_), _, _) => Err(MalformedEvent::ChoicesWithOutcome),
        (None, None, _) => Err(MalformedEvent::OutcomeMissing),
        (None, Some(outcome), code) => {
            let attempt = Attempt::Ran(outcome, code.map(Work::new).transpose()?);
            Ok(ReportedAction::Did(LearnerAction::Attempted(
                activity, attempt,
            )))
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
