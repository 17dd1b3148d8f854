//! The rows of events.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{ProgressEventId, UserId},
    progress::event::{Attempt, Deed, Event, Outcome, Subject},
    words::Word,
};

use super::record::Recorded;
use crate::{
    accounts::keys_of::subject_key,
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    keys::{Place, SubjectKey},
    schema::progress_events,
    sql_types::{At, Key, at, key},
};

/// Where code and answers are sealed.
pub(super) const CONTENT: Place = Place::of("progress_events", "content");

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
    organization_id: Key,
    learner_id: Key,
    id: Key,
    course_organization_id: Key,
    course_version_id: Key,
    lesson_id: Key,
    activity_id: Option<Key>,
    kind: &'static str,
    outcome: Option<&'static str>,
    seconds: Option<i32>,
    content: Option<Vec<u8>>,
    collected_under: Key,
    occurred_at: At,
    received_at: At,
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
    // PostgreSQL takes all rows in one statement, SQLite prepares one statement for all rows.
    match tx.conn() {
        AnyConnection::Postgres(conn) => {
            diesel::insert_into(progress_events::table)
                .values(&rows)
                .execute(conn)?;
        }
        AnyConnection::Sqlite(conn) => {
            for row in &rows {
                diesel::insert_into(progress_events::table)
                    .values(row)
                    .execute(conn)?;
            }
        }
    }
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
        deed,
    } = &recorded.event;
    let content = match content_of(deed)? {
        None => None,
        Some(content) => {
            let mint = tx.mint();
            let learner_key = sealer.get(tx)?;
            Some(learner_key.seal(mint, CONTENT, id.uuid(), content.as_bytes())?)
        }
    };
    let (outcome, seconds) = measures(deed);
    Ok(EventRow {
        organization_id: tx.tenant(),
        learner_id: key(learner),
        id: key(*id),
        course_organization_id: key(recorded.course.owner),
        course_version_id: key(recorded.course.syllabus.version()),
        lesson_id: key(recorded.lesson.lesson),
        activity_id: match deed.subject() {
            Subject::Lesson(_) => None,
            Subject::Activity(activity) => Some(key(activity)),
        },
        kind: deed.kind().as_str(),
        outcome: outcome.map(Word::as_str),
        seconds,
        content: content.map(|sealed| sealed.bytes().to_vec()),
        collected_under: key(recorded.agreement),
        occurred_at: at(*occurred_at),
        received_at: at(tx.now()),
    })
}

/// What a learner wrote or chose: code and answers as they are, choices as a list of their places.
fn content_of(deed: &Deed) -> Result<Option<Cow<'_, str>>, DbError> {
    Ok(match deed {
        Deed::Attempted(_, Attempt::Ran(_, work)) => {
            work.as_ref().map(|work| Cow::Borrowed(work.as_str()))
        }
        Deed::Attempted(_, Attempt::Answered(chosen, _)) => {
            let places = serde_json::to_string(&chosen.places())
                .map_err(|_| DbError::Corrupt("choices are a list"))?;
            Some(Cow::Owned(places))
        }
        Deed::PromptAnswered(_, answer) => Some(Cow::Borrowed(answer.as_str())),
        Deed::LessonOpened(_) | Deed::Completed(_) | Deed::TimeSpent(..) => None,
    })
}

fn measures(deed: &Deed) -> (Option<Outcome>, Option<i32>) {
    match deed {
        Deed::Attempted(_, attempt) => (Some(attempt.outcome()), None),
        Deed::TimeSpent(_, time) => (None, Some(i32::from(time.seconds()))),
        Deed::LessonOpened(_) | Deed::Completed(_) | Deed::PromptAnswered(..) => (None, None),
    }
}

/// The instant of one of a learner's events, if there is one with this id.
pub(super) fn instant_of(
    tx: &mut Tx<'_>,
    learner: UserId,
    event: ProgressEventId,
) -> Result<Option<DateTime<Utc>>, DbError> {
    Ok(progress_events::table
        .find((tx.tenant(), key(learner), key(event)))
        .select(progress_events::occurred_at)
        .first(tx.conn())
        .optional()?)
}
