//! What students of sandboxes write is searched before anything of it is stored (SCH-04).

use chrono::{DateTime, Utc};
use domain::{
    classes::personal_details::{PersonalDetail, personal_detail},
    progress::{
        event::{Attempt, LearnerAction},
        reported_action::ReportedAction,
        work::Work,
    },
};

use super::{attendance::Attended, judged::IncomingEvent};

/// What an event of a batch holds that a sandbox does not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundDetail {
    /// The place of the event in the batch.
    pub place: usize,
    /// What it holds.
    pub detail: PersonalDetail,
    /// Where.
    pub part: WrittenPart,
}

/// What a learner writes in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenPart {
    /// The code of an attempt.
    Code,
    /// The answer to a prompt.
    Answer,
}

/// What the events of a batch hold that a sandbox does not keep, of those that happened in one.
pub(super) fn batch(
    courses: &[Attended],
    batch: &[IncomingEvent],
    now: DateTime<Utc>,
) -> Vec<FoundDetail> {
    let found = batch.iter().enumerate().filter_map(|(place, arrival)| {
        let (part, written) = written(&arrival.claimed.claim)?;
        let happened_at = arrival.claimed.occurred_at.min(now);
        is_searched(courses, happened_at).then_some(())?;
        let detail = personal_detail(written.as_str())?;
        Some(FoundDetail {
            place,
            detail,
            part,
        })
    });
    found.collect()
}

/// What work holds that a sandbox does not keep, if it is written in one at this instant.
pub(super) fn draft(
    courses: &[Attended],
    work: &Work,
    now: DateTime<Utc>,
) -> Option<PersonalDetail> {
    is_searched(courses, now).then(|| personal_detail(work.as_str()))?
}

/// Whether a learner who was in a sandbox was in no other class at an instant.
fn is_searched(courses: &[Attended], instant: DateTime<Utc>) -> bool {
    let mut stays = courses.iter().flat_map(|course| course.stays(instant));
    courses.iter().any(Attended::is_of_sandbox) && stays.all(|stay| stay.sandbox.is_some())
}

fn written(claim: &ReportedAction) -> Option<(WrittenPart, &Work)> {
    match claim {
        ReportedAction::Did(LearnerAction::Attempted(_, Attempt::Ran(_, work))) => {
            work.as_ref().map(|work| (WrittenPart::Code, work))
        }
        ReportedAction::Did(LearnerAction::PromptAnswered(_, answer)) => {
            Some((WrittenPart::Answer, answer))
        }
        ReportedAction::Did(
            LearnerAction::LessonOpened(_)
            | LearnerAction::Attempted(_, Attempt::Answered(..))
            | LearnerAction::Completed(_)
            | LearnerAction::TimeSpent(..),
        )
        | ReportedAction::Answered(..) => None,
    }
}
