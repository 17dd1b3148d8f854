//! The rows of events.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{
        ActivityId, CourseVersionId, GroundId, LessonId, OrganizationId, ProgressEventId, UserId,
    },
    progress::event::{Attempt, Event, LearnerAction, Outcome, Subject},
    text_enum::TextEnum,
};

use super::judged::Recorded;
use crate::{
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    keys::{SealContext, SubjectKey},
    schema::progress_events,
    sql_types::{BindInstant, bind_instant},
};

/// Where code and answers are sealed.
pub(super) const CONTENT: SealContext = SealContext::of("progress_events", "content");

/// The key of the learner, opened when the first of their works needs it.
pub(super) struct LearnerKey {
    learner: UserId,
    opened: Option<SubjectKey>,
}

impl LearnerKey {
    pub(super) fn of(learner: UserId) -> Self {
        Self {
            learner,
            opened: None,
        }
    }

    pub(super) fn get(&mut self, tx: &mut Tx<'_>) -> Result<&SubjectKey, DbError> {
        let opened = match self.opened.take() {
            Some(opened) => opened,
            None => subject_key(tx, self.learner)?,
        };
        Ok(self.opened.insert(opened))
    }
}

/// A row of an event.
#[derive(Insertable)]
#[diesel(table_name = progress_events)]
struct EventRow {
    organization_id: OrganizationId,
    learner_id: UserId,
    id: ProgressEventId,
    course_organization_id: OrganizationId,
    course_version_id: CourseVersionId,
    lesson_id: LessonId,
    activity_id: Option<ActivityId>,
    kind: &'static str,
    outcome: Option<&'static str>,
    seconds: Option<i32>,
    content: Option<Vec<u8>>,
    collected_under: GroundId,
    occurred_at: BindInstant,
    received_at: BindInstant,
    clock: &'static str,
}

/// Writes the rows of new events.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    learner: UserId,
    events: &[Recorded<'_>],
    sealer: &mut LearnerKey,
) -> Result<(), DbError> {
    let rows = events
        .iter()
        .map(|recorded| row(tx, learner, recorded, sealer))
        .collect::<Result<Vec<_>, DbError>>()?;
    insert_all!(tx, progress_events::table, rows);
    Ok(())
}

fn row(
    tx: &mut Tx<'_>,
    learner: UserId,
    recorded: &Recorded<'_>,
    sealer: &mut LearnerKey,
) -> Result<EventRow, DbError> {
    let Event {
        id,
        occurred_at,
        action,
    } = &recorded.event;
    let content = match content_of(action)? {
        None => None,
        Some(content) => {
            let mint = tx.mint();
            let learner_key = sealer.get(tx)?;
            Some(learner_key.seal(mint, CONTENT, id.uuid(), content.as_bytes())?)
        }
    };
    let (outcome, seconds) = measures(action);
    Ok(EventRow {
        organization_id: tx.tenant(),
        learner_id: learner,
        id: *id,
        course_organization_id: recorded.course.owner,
        course_version_id: recorded.course.course_index.version(),
        lesson_id: recorded.lesson.lesson,
        activity_id: match action.subject() {
            Subject::Lesson(_) => None,
            Subject::Activity(activity) => Some(activity),
        },
        kind: action.kind().as_str(),
        outcome: outcome.map(TextEnum::as_str),
        seconds,
        content: content.map(|sealed| sealed.bytes().to_vec()),
        collected_under: recorded.ground,
        occurred_at: bind_instant(*occurred_at),
        received_at: bind_instant(tx.now()),
        clock: recorded.clock.as_str(),
    })
}

/// What a learner wrote or chose: code and answers as they are, choices as a list of their places.
fn content_of(action: &LearnerAction) -> Result<Option<Cow<'_, str>>, DbError> {
    Ok(match action {
        LearnerAction::Attempted(_, Attempt::Ran(_, work)) => {
            work.as_ref().map(|work| Cow::Borrowed(work.as_str()))
        }
        LearnerAction::Attempted(_, Attempt::Answered(chosen, _)) => {
            let places = serde_json::to_string(&chosen.places())
                .map_err(|_| DbError::Corrupt("choices are a list"))?;
            Some(Cow::Owned(places))
        }
        LearnerAction::PromptAnswered(_, answer) => Some(Cow::Borrowed(answer.as_str())),
        LearnerAction::LessonOpened(_)
        | LearnerAction::Completed(_)
        | LearnerAction::TimeSpent(..) => None,
    })
}

fn measures(action: &LearnerAction) -> (Option<Outcome>, Option<i32>) {
    match action {
        LearnerAction::Attempted(_, attempt) => (Some(attempt.outcome()), None),
        LearnerAction::TimeSpent(_, time) => (None, Some(i32::from(time.seconds()))),
        LearnerAction::LessonOpened(_)
        | LearnerAction::Completed(_)
        | LearnerAction::PromptAnswered(..) => (None, None),
    }
}

/// The instant of one of a learner's events, if there is one with this id.
pub(super) fn instant_of(
    tx: &mut Tx<'_>,
    learner: UserId,
    event: ProgressEventId,
) -> Result<Option<DateTime<Utc>>, DbError> {
    Ok(progress_events::table
        .find((tx.tenant(), learner, event))
        .select(progress_events::occurred_at)
        .first(tx.conn())
        .optional()?)
}
