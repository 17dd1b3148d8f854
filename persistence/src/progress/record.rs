//! Recording a batch of events.

use domain::{
    access::action::RecordProgress,
    audit::{ChangeRole, Changed},
    courses::marking::Mark,
    ids::{AgreementId, LessonId, ProgressEventId},
    progress::{
        admission::Verdict, event::Event, outline::LessonOutline, reported_action::ReportedEvent,
    },
};

use super::{
    attendance::{self, Attended},
    course_index::CourseIndexCache,
    events::{self, LearnerKey},
    judging::Judging,
    states, stored_events,
};
use crate::{access::Permit, audit, database::Tx, error::DbError};

/// An event as it arrived.
#[derive(Clone, Debug)]
pub struct IncomingEvent {
    /// What the client says that happened.
    pub claimed: ReportedEvent,
    /// The lesson in which the client says that it happened.
    pub lesson: Option<LessonId>,
}

/// The result of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whether it is recorded.
    pub verdict: Verdict,
    /// How its answer was marked, if it is the recorded answer to a question.
    pub marked: Option<Marked>,
}

/// How the answer to a question was marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The mark.
    pub mark: Mark,
    /// Why the right choices are right, in Markdown, as the author wrote it.
    pub explanation: String,
}

/// An event that is recorded now, with what it belongs to.
pub(super) struct Recorded<'c> {
    /// The event, at the instant at which it counts.
    pub(super) event: Event,
    /// The course.
    pub(super) course: &'c Attended,
    /// The lesson.
    pub(super) lesson: &'c LessonOutline,
    /// The agreement under which it is collected.
    pub(super) agreement: AgreementId,
}

/// Judges the events of a batch in their order and records those that are admitted, with the state
/// that follows from them. Answers to questions are marked by their keys.
///
/// # Errors
/// If the database fails.
pub fn record<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, RecordProgress>,
    course_indexes: &CourseIndexCache,
    batch: &[IncomingEvent],
) -> Result<Vec<Judged>, DbError> {
    let learner = permit.subject();
    let courses = attendance::of_learner(tx, learner, course_indexes)?;
    let mut learner_key = LearnerKey::of(learner);
    let ids: Vec<ProgressEventId> = batch.iter().map(|arrival| arrival.claimed.id).collect();
    let known = stored_events::earlier(tx, learner, &ids, &mut learner_key)?;
    let mut judging = Judging::begin(learner, &courses, known);
    let judged = batch
        .iter()
        .map(|arrival| judging.judge(tx, arrival))
        .collect::<Result<Vec<_>, DbError>>()?;
    let (recorded, hours) = judging.end();
    if !recorded.is_empty() {
        // First of all, so that two batches of one learner meet here and not in the middle.
        states::bump(tx, learner, hours.latest())?;
        events::insert(tx, learner, &recorded, &mut learner_key)?;
        states::add(tx, learner, &recorded)?;
        let lessons = recorded.iter().map(|recorded| recorded.lesson.lesson);
        audit::changed(tx, permit, Changed::each(ChangeRole::Changed, lessons))?;
    }
    Ok(judged)
}
