//! Answers and drafts that end by the kind of their activity.

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*};
use domain::{
    category::Category,
    courses::kind::{ActivityKind, category_of},
    ids::{ActivityId, PLATFORM, UserId},
    text_enum::TextEnum as _,
};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::DbError,
    schema::{activities, progress_events, saved_work},
    sql_types::{BindUuid, bind_instant},
};

/// Rows of a kind that are deleted together.
pub(super) const ROWS: i64 = 500;

/// A draft of a learner, and when it was saved.
pub(super) type Draft = (UserId, (ActivityId, DateTime<Utc>));

/// What was answered in activities whose answers are of a category.
pub(super) fn answers_of(
    tx: &mut Tx<'_>,
    learners: &[UserId],
    category: Category,
    before: Option<DateTime<Utc>>,
) -> Result<Vec<(UserId, Uuid)>, DbError> {
    let Some(before) = before.map(bind_instant) else {
        return Ok(Vec::new());
    };
    let such = activities::table
        .filter(activities::organization_id.eq(progress_events::course_organization_id))
        .filter(activities::course_version_id.eq(progress_events::course_version_id))
        .filter(activities::id.nullable().eq(progress_events::activity_id))
        .filter(activities::kind.eq_any(kinds_of(category)));
    let events: Vec<(UserId, BindUuid)> = progress_events::table
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq_any(learners))
        .filter(progress_events::occurred_at.le(before))
        .filter(progress_events::received_at.le(before))
        .filter(progress_events::content.is_not_null())
        .filter(exists(such))
        .limit(ROWS)
        .select((progress_events::learner_id, progress_events::id))
        .load(tx.conn())?;
    Ok(ids(events))
}

/// Drafts of answers of a category, which end as the answers do.
pub(super) fn drafts_of(
    tx: &mut Tx<'_>,
    learners: &[UserId],
    category: Category,
    before: Option<DateTime<Utc>>,
) -> Result<Vec<Draft>, DbError> {
    let Some(before) = before else {
        return Ok(Vec::new());
    };
    let such = activities::table
        .filter(activities::organization_id.eq_any([tx.tenant(), PLATFORM]))
        .filter(activities::kind.eq_any(kinds_of(category)))
        .select(activities::id);
    let rows: Vec<(UserId, ActivityId, DateTime<Utc>)> = saved_work::table
        .filter(saved_work::organization_id.eq(tx.tenant()))
        .filter(saved_work::learner_id.eq_any(learners))
        .filter(saved_work::updated_at.le(bind_instant(before)))
        .filter(saved_work::activity_id.eq_any(such))
        .limit(ROWS)
        .select((
            saved_work::learner_id,
            saved_work::activity_id,
            saved_work::updated_at,
        ))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(draft).collect())
}

pub(super) fn draft((learner, activity, saved_at): (UserId, ActivityId, DateTime<Utc>)) -> Draft {
    (learner, (activity, saved_at))
}

fn kinds_of(category: Category) -> Vec<&'static str> {
    ActivityKind::ALL
        .iter()
        .filter(|kind| category_of(**kind) == Some(category))
        .map(|kind| kind.as_str())
        .collect()
}

pub(super) fn ids(events: Vec<(UserId, BindUuid)>) -> Vec<(UserId, Uuid)> {
    let found = events.into_iter();
    found
        .map(|(learner, BindUuid(event))| (learner, event))
        .collect()
}
