//! Recording a batch of events.

use domain::{
    access::action::RecordProgress,
    audit::{ChangeRole, Changed},
    ids::ProgressEventId,
};

use super::{
    attendance,
    course_index::CourseIndexCache,
    events::{self, LearnerKey},
    judged::{IncomingEvent, Judged},
    judging::{Judging, Taken},
    searched::{self, FoundDetail},
    states, stored_events,
};
use crate::{access::Permit, audit, database::Tx, error::DbError};

/// Judges the events of a batch in their order and records those that are admitted, with the state
/// that follows from them. Answers to questions are marked by their keys.
///
/// # Errors
/// If the database fails. The inner error is what a student of a sandbox wrote that is not kept, after
/// which nothing was recorded (SCH-04).
pub fn record<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, RecordProgress>,
    course_indexes: &CourseIndexCache,
    batch: &[IncomingEvent],
) -> Result<Result<Vec<Judged>, Vec<FoundDetail>>, DbError> {
    let learner = permit.subject();
    let courses = attendance::of_learner(tx, learner, course_indexes)?;
    let found = searched::batch(&courses, batch, tx.now());
    if !found.is_empty() {
        return Ok(Err(found));
    }
    let mut learner_key = LearnerKey::of(learner);
    let ids: Vec<ProgressEventId> = batch.iter().map(|arrival| arrival.claimed.id).collect();
    let known = stored_events::earlier(tx, learner, &ids, &mut learner_key)?;
    let mut judging = Judging::begin(learner, &courses, known);
    let judged = batch
        .iter()
        .map(|arrival| judging.judge(tx, arrival))
        .collect::<Result<Vec<_>, DbError>>()?;
    if let Some(Taken {
        recorded,
        latest_hour,
        day_bytes,
    }) = judging.end()
    {
        // First of all, so that two batches of one learner meet here and not in the middle.
        states::bump(tx, learner, latest_hour, day_bytes)?;
        events::insert(tx, learner, &recorded, &mut learner_key)?;
        states::add(tx, learner, &recorded)?;
        let lessons = recorded.iter().map(|recorded| recorded.lesson.lesson);
        let versions = recorded
            .iter()
            .map(|recorded| recorded.course.course_index.version());
        let changed = Changed::each(ChangeRole::Changed, lessons).referring_to(versions);
        audit::changed(tx, permit, changed)?;
    }
    Ok(Ok(judged))
}
