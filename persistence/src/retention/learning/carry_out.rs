//! Ending what is past its time, and writing down what is announced.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    audit::{ChangeRole, Changed},
    ids::{ActivityId, FeedbackId, RetentionRunId, UserId},
    retention::{learning::warned_ahead, rule::RetentionRule},
    worker::JobKind,
};
use uuid::Uuid;

use super::due::DueRecords;
use crate::{
    access::Installation,
    amendments,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    progress::{self, Reduced},
    rights::blocked,
    schema::{
        feedback, learner_progress, progress_events, record_warnings, retention_runs, saved_work,
    },
    sql_types::{BindUuid, bind_instant},
};

/// Ends what was found to be past its time, and announces what is to end, but for learners of whom
/// something is kept since. Clients are told that something changed.
///
/// # Errors
/// If the database fails.
pub fn carry_out(
    tx: &mut Tx<'_>,
    _by: &Installation,
    run: RetentionRunId,
    due: &DueRecords,
) -> Result<(), DbError> {
    let kept = blocked(tx, &everybody(due))?;
    let free = |learner: &UserId| !kept.contains(learner);
    let mut changed: BTreeSet<UserId> = BTreeSet::new();
    let mut reduced = 0_usize;
    for (learner, events) in by_learner(&due.events).filter(|(of, _)| free(of)) {
        reduced += end_events(tx, learner, &events)?;
        changed.insert(learner);
    }
    for (learner, said) in by_learner(&due.feedback).filter(|(of, _)| free(of)) {
        end_feedback(tx, learner, &said)?;
        changed.insert(learner);
    }
    for (learner, saved) in by_learner(&due.saved).filter(|(of, _)| free(of)) {
        end_saved_work(tx, learner, &saved)?;
        changed.insert(learner);
    }
    if let Some(before) = due.ends.details {
        for (learner, course) in due.courses.iter().filter(|(of, _)| free(of)) {
            if progress::reduce(tx, *learner, *course, before)? == Reduced::Something {
                changed.insert(*learner);
            }
        }
    }
    for learner in &changed {
        diesel::update(learner_progress::table.find((tx.tenant(), *learner)))
            .set(learner_progress::revision.eq(learner_progress::revision + 1_i64))
            .execute(tx.conn())?;
    }
    forget_warnings(tx, due)?;
    let to_warn = due.to_warn.iter().filter(|(of, _)| free(of)).copied();
    changed.extend(warn(tx, run, to_warn)?);
    let more = i32::try_from(reduced).unwrap_or(i32::MAX);
    diesel::update(retention_runs::table.find((tx.tenant(), run)))
        .set(retention_runs::reduced.eq(retention_runs::reduced + more))
        .execute(tx.conn())?;
    let changed = Changed::of(run).and(Changed::each(ChangeRole::Changed, changed));
    audit::append(tx, &Entry::work(JobKind::RunRetention).that(changed))
}

fn everybody(due: &DueRecords) -> Vec<UserId> {
    let mut people: BTreeSet<UserId> = BTreeSet::new();
    people.extend(due.events.iter().map(|(learner, _)| *learner));
    people.extend(due.feedback.iter().map(|(learner, _)| *learner));
    people.extend(due.saved.iter().map(|(learner, _)| *learner));
    people.extend(due.courses.iter().map(|(learner, _)| *learner));
    people.extend(due.to_warn.iter().map(|(learner, _)| *learner));
    people.into_iter().collect()
}

fn by_learner<Thing: Copy>(rows: &[(UserId, Thing)]) -> impl Iterator<Item = (UserId, Vec<Thing>)> {
    let mut groups: BTreeMap<UserId, Vec<Thing>> = BTreeMap::new();
    for (learner, thing) in rows {
        groups.entry(*learner).or_default().push(*thing);
    }
    groups.into_iter()
}

/// What was said about an event stays when the event goes.
fn end_events(tx: &mut Tx<'_>, learner: UserId, events: &[Uuid]) -> Result<usize, DbError> {
    amendments::forget_items(tx, learner, events)?;
    let events: Vec<BindUuid> = events.iter().copied().map(BindUuid).collect();
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
    Ok(diesel::delete(old).execute(tx.conn())?)
}

fn end_feedback(tx: &mut Tx<'_>, learner: UserId, said: &[FeedbackId]) -> Result<(), DbError> {
    let items: Vec<Uuid> = said.iter().map(|feedback| feedback.uuid()).collect();
    amendments::forget_items(tx, learner, &items)?;
    let old = feedback::table
        .filter(feedback::organization_id.eq(tx.tenant()))
        .filter(feedback::learner_id.eq(learner))
        .filter(feedback::id.eq_any(said));
    diesel::delete(old).execute(tx.conn())?;
    Ok(())
}

/// A draft that was saved again since it was found is not old any more.
fn end_saved_work(
    tx: &mut Tx<'_>,
    learner: UserId,
    drafts: &[(ActivityId, DateTime<Utc>)],
) -> Result<(), DbError> {
    for (activity, saved_at) in drafts {
        let draft = saved_work::table
            .filter(saved_work::organization_id.eq(tx.tenant()))
            .filter(saved_work::learner_id.eq(learner))
            .filter(saved_work::activity_id.eq(activity))
            .filter(saved_work::updated_at.le(bind_instant(*saved_at)));
        diesel::delete(draft).execute(tx.conn())?;
    }
    Ok(())
}

fn forget_warnings(tx: &mut Tx<'_>, due: &DueRecords) -> Result<(), DbError> {
    for (learner, rule) in &due.announced_and_done {
        let done = record_warnings::table
            .find((tx.tenant(), *learner, *rule))
            .filter(record_warnings::ends_at.le(bind_instant(tx.now())));
        diesel::delete(done).execute(tx.conn())?;
    }
    Ok(())
}

/// Writes down of whom somebody is warned, once each: who they are.
fn warn(
    tx: &mut Tx<'_>,
    run: RetentionRunId,
    to_warn: impl Iterator<Item = (UserId, RetentionRule)>,
) -> Result<Vec<UserId>, DbError> {
    let now = tx.now();
    let tenant = tx.tenant();
    let mut rows = Vec::new();
    let mut warned = Vec::new();
    for (learner, rule) in to_warn {
        if let Some(ahead) = warned_ahead(rule) {
            warned.push(learner);
            rows.push((
                record_warnings::organization_id.eq(tenant),
                record_warnings::learner_id.eq(learner),
                record_warnings::rule.eq(rule),
                record_warnings::ends_at.eq(bind_instant(now + ahead)),
                record_warnings::warned_at.eq(bind_instant(now)),
                record_warnings::run_id.eq(run),
                // A learner reads it in the account from now on; a school is told once a run.
                record_warnings::told_at
                    .eq((rule == RetentionRule::R07).then_some(bind_instant(now))),
            ));
        }
    }
    insert_all!(tx, record_warnings::table, rows, |insert| insert
        .on_conflict_do_nothing());
    Ok(warned)
}
