//! Recording a batch of events.

use std::collections::HashMap;

use domain::{
    access::{Permit, action::RecordProgress},
    ids::{AgreementId, LessonId, ProgressEventId},
    parameters::Parameters,
    progress::{
        admission::{Assigned, Earlier, Limits, RefusalReason, Standing, Verdict, admit},
        event::{Deed, Event},
        outline::LessonOutline,
    },
};

use super::{
    attendance::{self, Attended},
    events::{self, LearnerKey},
    states,
    syllabus::{Syllabuses, demand},
};
use crate::{audit, database::Tx, error::DbError};

/// An event as it arrived.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The event.
    pub event: Event,
    /// The lesson in which the client says that it happened.
    pub lesson: Option<LessonId>,
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
/// that follows from them. Events that could not be read are passed through with their reason.
///
/// # Errors
/// If the database fails.
pub fn record(
    tx: &mut Tx<'_>,
    permit: &Permit<RecordProgress>,
    syllabuses: &Syllabuses,
    batch: &[Result<Arrival, RefusalReason>],
) -> Result<Vec<Verdict>, DbError> {
    let learner = permit.subject();
    let courses = attendance::of_learner(tx, learner, syllabuses)?;
    let mut learner_key = LearnerKey::of(learner);
    let ids: Vec<ProgressEventId> = batch
        .iter()
        .flatten()
        .map(|arrival| arrival.event.id)
        .collect();
    let mut known = events::earlier(tx, learner, &ids, &mut learner_key)?;
    let mut recorded = Vec::new();
    let mut verdicts = Vec::with_capacity(batch.len());
    for arrival in batch {
        verdicts.push(match arrival {
            Err(reason) => Verdict::Refuse(*reason),
            Ok(arrival) => judge(tx, arrival, &courses, &mut known, &mut recorded)?,
        });
    }
    if !recorded.is_empty() {
        // First of all, so that two batches of one learner meet here and not in the middle.
        states::bump(tx, learner)?;
        events::insert(tx, learner, &recorded, &mut learner_key)?;
        states::add(tx, learner, &recorded)?;
        audit::performed(tx, permit, recorded.len())?;
    }
    Ok(verdicts)
}

fn judge<'c>(
    tx: &Tx<'_>,
    arrival: &Arrival,
    courses: &'c [Attended],
    known: &mut HashMap<ProgressEventId, Deed>,
    recorded: &mut Vec<Recorded<'c>>,
) -> Result<Verdict, DbError> {
    let event = &arrival.event;
    let found = attendance::find(courses, event.deed.subject()).filter(|(_, spot)| {
        arrival
            .lesson
            .is_none_or(|lesson| lesson == spot.lesson.lesson)
    });
    let standing = match &found {
        None => Standing::Unassigned,
        Some((course, spot)) => match spot.kind {
            None => Standing::Lesson(Assigned(&course.times)),
            Some(kind) => Standing::Activity(Assigned(&course.times), demand(kind)),
        },
    };
    let earlier = known
        .get(&event.id)
        .map_or(Earlier::Nothing, Earlier::Reported);
    let limits = Limits::from(&Parameters::at(tx.now().date_naive()));
    let verdict = admit(event, earlier, standing, limits, tx.now());
    if let (Verdict::Record(instant), Some((course, spot))) = (verdict, found) {
        let agreement = course.agreement(instant).ok_or(DbError::Corrupt(
            "an admitted event lies in a time of the learner's",
        ))?;
        known.insert(event.id, event.deed.clone());
        recorded.push(Recorded {
            event: Event {
                occurred_at: instant,
                ..event.clone()
            },
            course,
            lesson: spot.lesson,
            agreement,
        });
    }
    Ok(verdict)
}
