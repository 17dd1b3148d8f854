//! Records of accounts that stay: single tries that are two years old give way to the summary of their
//! lesson, which the states of activities and lessons are.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    audit::{ChangeRole, Changed},
    ids::{PLATFORM, RetentionRunId, UserId},
    retention::{rule::RetentionRule, schedule::row},
    worker::JobKind,
};
use uuid::Uuid;

use crate::{
    access::Installation,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    rights::blocked,
    schema::{feedback, learner_progress, progress_events, retention_runs},
    sql_types::{BindUuid, bind_instant},
};

/// Learners whose records are looked at together.
const LEARNERS: i64 = 500;

/// Rows that are deleted together.
const ROWS: i64 = 1_000;

/// A batch of what is due of some learners.
#[derive(Clone, Debug, Default)]
pub struct DueRecords {
    events: Vec<(UserId, Uuid)>,
    /// After whom the next batch begins; `None` after the last.
    pub next: Option<UserId>,
}

impl DueRecords {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.events.len()
    }
}

/// Looks for single tries past their time. Code that was handed in is the learner's work and none
/// of them; nor is anything that a hold or an
/// inspection keeps.
///
/// # Errors
/// If the database fails.
pub fn due_records(
    tx: &mut Tx<'_>,
    _by: &Installation,
    after: Option<UserId>,
) -> Result<DueRecords, DbError> {
    let schedule = row(RetentionRule::R05);
    let kept = schedule.stages().first().map(|stage| stage.after);
    let Some(recorded_by) = kept.and_then(|kept| kept.before(tx.now())) else {
        return Ok(DueRecords::default());
    };
    if tx.organization() == PLATFORM {
        return Ok(DueRecords::default());
    }
    let after = after.unwrap_or(UserId::from_uuid(Uuid::nil()));
    let learners: Vec<UserId> = learner_progress::table
        .filter(learner_progress::organization_id.eq(tx.tenant()))
        .filter(learner_progress::learner_id.gt(after))
        .order(learner_progress::learner_id)
        .limit(LEARNERS)
        .select(learner_progress::learner_id)
        .load(tx.conn())?;
    let Some(last) = learners.last().copied() else {
        return Ok(DueRecords::default());
    };
    let blocked = blocked(tx, &learners)?;
    let learners: Vec<UserId> = learners
        .into_iter()
        .filter(|learner| !blocked.contains(learner))
        .collect();
    let events: Vec<(UserId, BindUuid)> = progress_events::table
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq_any(learners))
        .filter(progress_events::occurred_at.le(bind_instant(recorded_by)))
        .filter(progress_events::received_at.le(bind_instant(recorded_by)))
        .filter(progress_events::content.is_null())
        .limit(ROWS)
        .select((progress_events::learner_id, progress_events::id))
        .load(tx.conn())?;
    // The same learners are looked at again until nothing of theirs is due.
    let next = if events.is_empty() { last } else { after };
    Ok(DueRecords {
        events: events
            .into_iter()
            .map(|(learner, BindUuid(event))| (learner, event))
            .collect(),
        next: Some(next),
    })
}

/// Deletes single tries. What they add up to stays, and clients are told that something changed.
///
/// # Errors
/// If the database fails.
pub fn summarize(
    tx: &mut Tx<'_>,
    _by: &Installation,
    run: RetentionRunId,
    due: &DueRecords,
) -> Result<(), DbError> {
    let mut learners: BTreeSet<UserId> = due.events.iter().map(|(learner, _)| *learner).collect();
    let found: Vec<UserId> = learners.iter().copied().collect();
    for kept in blocked(tx, &found)? {
        learners.remove(&kept);
    }
    let mut reduced = 0_usize;
    for learner in &learners {
        let of_learner = due.events.iter().filter(|(of, _)| of == learner);
        let events: Vec<BindUuid> = of_learner.map(|(_, event)| BindUuid(*event)).collect();
        let about = feedback::table
            .filter(feedback::organization_id.eq(tx.tenant()))
            .filter(feedback::learner_id.eq(learner))
            .filter(feedback::event_id.assume_not_null().eq_any(events.clone()));
        diesel::update(about)
            .set(feedback::event_id.eq(None::<BindUuid>))
            .execute(tx.conn())?;
        let old = progress_events::table
            .filter(progress_events::organization_id.eq(tx.tenant()))
            .filter(progress_events::learner_id.eq(learner))
            .filter(progress_events::id.eq_any(events));
        reduced += diesel::delete(old).execute(tx.conn())?;
        diesel::update(learner_progress::table.find((tx.tenant(), *learner)))
            .set(learner_progress::revision.eq(learner_progress::revision + 1_i64))
            .execute(tx.conn())?;
    }
    let more = i32::try_from(reduced).unwrap_or(i32::MAX);
    diesel::update(retention_runs::table.find((tx.tenant(), run)))
        .set(retention_runs::reduced.eq(retention_runs::reduced + more))
        .execute(tx.conn())?;
    let changed = Changed::of(run).and(Changed::each(ChangeRole::Changed, learners));
    audit::append(tx, &Entry::work(JobKind::RunRetention).that(changed))
}
