//! Looking for records that are past their time, some learners at a time.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    accounts::credentials::PersonKind,
    category::Category,
    ids::{ActivityId, CourseId, FeedbackId, PLATFORM, UserId},
    retention::{
        learning::{LearningEnds, learning_ends, warned_ahead},
        rule::RetentionRule,
        run::SessionSpan,
    },
};
use uuid::Uuid;

use super::{
    announced::{Announced, announced},
    answers::{Draft, ROWS, answers_of, draft, drafts_of, ids},
};
use crate::{
    access::Installation,
    database::Tx,
    error::DbError,
    progress,
    rights::blocked,
    schema::{academic_sessions, feedback, progress_events, saved_work, users},
    sql_types::{BindUuid, bind_instant},
};

/// Learners whose records are looked at together.
const LEARNERS: i64 = 500;

/// Courses of learners that are reduced together.
const COURSES: i64 = 100;

/// A batch of what is due of some learners.
#[derive(Clone, Debug, Default)]
pub struct DueRecords {
    pub(super) ends: LearningEnds,
    pub(super) events: Vec<(UserId, Uuid)>,
    pub(super) feedback: Vec<(UserId, FeedbackId)>,
    pub(super) saved: Vec<Draft>,
    pub(super) courses: Vec<(UserId, CourseId)>,
    pub(super) to_warn: Vec<(UserId, RetentionRule)>,
    pub(super) announced_and_done: Vec<(UserId, RetentionRule)>,
    /// After whom the next batch begins; `None` after the last.
    pub next: Option<UserId>,
}

impl DueRecords {
    /// Whether there is nothing to do.
    pub const fn is_empty(&self) -> bool {
        self.events.is_empty()
            && self.feedback.is_empty()
            && self.saved.is_empty()
            && self.courses.is_empty()
            && self.to_warn.is_empty()
            && self.announced_and_done.is_empty()
    }
}

/// Looks for what is past its time, and for what is to be announced. Nothing is among it that a hold, an
/// inspection or an amendment keeps.
///
/// # Errors
/// If the database fails.
pub fn due_records(
    tx: &mut Tx<'_>,
    _by: &Installation,
    after: Option<UserId>,
) -> Result<DueRecords, DbError> {
    if tx.organization() == PLATFORM {
        return Ok(DueRecords::default());
    }
    let after = after.unwrap_or(UserId::from_uuid(Uuid::nil()));
    let learners: Vec<UserId> = users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::kind.eq(PersonKind::Student))
        .filter(users::id.gt(after))
        .order(users::id)
        .limit(LEARNERS)
        .select(users::id)
        .load(tx.conn())?;
    let Some(last) = learners.last().copied() else {
        return Ok(DueRecords::default());
    };
    let blocked = blocked(tx, &learners)?;
    let learners: Vec<UserId> = learners
        .into_iter()
        .filter(|learner| !blocked.contains(learner))
        .collect();
    let sessions = sessions(tx)?;
    let announced = announced(tx, &sessions, &learners)?;
    let ends = learning_ends(&sessions, tx.now());
    let mut due = announced_records(tx, &sessions, &announced)?;
    if due.is_empty() {
        due.announced_and_done = announced.ending();
    }
    due.ends = ends;
    due.to_warn = announced.to_warn;
    due.events.extend(tries(tx, &learners, ends.tries)?);
    let answers = [
        (Category::CheckAnswer, ends.details),
        (Category::AttitudinalAnswer, ends.prompts),
    ];
    for (category, before) in answers {
        due.events
            .extend(answers_of(tx, &learners, category, before)?);
        due.saved
            .extend(drafts_of(tx, &learners, category, before)?);
    }
    if let Some(before) = ends.details {
        due.courses = progress::long_ago(tx, &learners, before, COURSES)?;
    }
    // The same learners are looked at again until nothing of theirs is due.
    due.next = Some(if due.is_empty() { last } else { after });
    Ok(due)
}

/// The academic sessions of the tenant, their days taken in UTC.
pub(super) fn sessions(tx: &mut Tx<'_>) -> Result<Vec<SessionSpan>, DbError> {
    let days: Vec<(NaiveDate, NaiveDate)> = academic_sessions::table
        .filter(academic_sessions::organization_id.eq(tx.tenant()))
        .select((academic_sessions::starts_on, academic_sessions::ends_on))
        .load(tx.conn())?;
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    let spans = days.into_iter().map(|(first, last)| SessionSpan {
        begins_at: midnight(first),
        ends_at: midnight(last) + TimeDelta::days(1),
    });
    Ok(spans.collect())
}

/// Feedback and code of which a warning was whose day has come. What would be named next ends with it, so
/// that nothing is kept beyond its time for being announced late.
fn announced_records(
    tx: &mut Tx<'_>,
    sessions: &[SessionSpan],
    announced: &Announced,
) -> Result<DueRecords, DbError> {
    let mut due = DueRecords::default();
    for (named, learners) in &announced.feedback {
        if let Some(before) = covered(sessions, RetentionRule::R06, *named).feedback {
            due.feedback.extend(feedback_of(tx, learners, before)?);
        }
    }
    for (named, learners) in &announced.work {
        if let Some(before) = covered(sessions, RetentionRule::R07, *named).work {
            due.events.extend(work_of(tx, learners, before)?);
            due.saved.extend(drafts(tx, learners, before)?);
        }
    }
    Ok(due)
}

/// What a warning that named a day is about.
pub(super) fn covered(
    sessions: &[SessionSpan],
    rule: RetentionRule,
    named: DateTime<Utc>,
) -> LearningEnds {
    let ahead = warned_ahead(rule).unwrap_or_default();
    learning_ends(sessions, named + ahead)
}

fn feedback_of(
    tx: &mut Tx<'_>,
    learners: &[UserId],
    before: DateTime<Utc>,
) -> Result<Vec<(UserId, FeedbackId)>, DbError> {
    Ok(feedback::table
        .filter(feedback::organization_id.eq(tx.tenant()))
        .filter(feedback::learner_id.eq_any(learners))
        .filter(feedback::given_at.le(bind_instant(before)))
        .limit(ROWS)
        .select((feedback::learner_id, feedback::id))
        .load(tx.conn())?)
}

fn work_of(
    tx: &mut Tx<'_>,
    learners: &[UserId],
    before: DateTime<Utc>,
) -> Result<Vec<(UserId, Uuid)>, DbError> {
    let events: Vec<(UserId, BindUuid)> = progress_events::table
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq_any(learners))
        .filter(progress_events::occurred_at.le(bind_instant(before)))
        .filter(progress_events::received_at.le(bind_instant(before)))
        .limit(ROWS)
        .select((progress_events::learner_id, progress_events::id))
        .load(tx.conn())?;
    Ok(ids(events))
}

fn drafts(
    tx: &mut Tx<'_>,
    learners: &[UserId],
    before: DateTime<Utc>,
) -> Result<Vec<Draft>, DbError> {
    let rows: Vec<(UserId, ActivityId, DateTime<Utc>)> = saved_work::table
        .filter(saved_work::organization_id.eq(tx.tenant()))
        .filter(saved_work::learner_id.eq_any(learners))
        .filter(saved_work::updated_at.le(bind_instant(before)))
        .limit(ROWS)
        .select((
            saved_work::learner_id,
            saved_work::activity_id,
            saved_work::updated_at,
        ))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(draft).collect())
}

/// Single tries, without those that carry something that was written or chosen.
fn tries(
    tx: &mut Tx<'_>,
    learners: &[UserId],
    before: Option<DateTime<Utc>>,
) -> Result<Vec<(UserId, Uuid)>, DbError> {
    let Some(before) = before.map(bind_instant) else {
        return Ok(Vec::new());
    };
    let events: Vec<(UserId, BindUuid)> = progress_events::table
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq_any(learners))
        .filter(progress_events::occurred_at.le(before))
        .filter(progress_events::received_at.le(before))
        .filter(progress_events::content.is_null())
        .limit(ROWS)
        .select((progress_events::learner_id, progress_events::id))
        .load(tx.conn())?;
    Ok(ids(events))
}
