//! Of whose feedback and code the end is announced, or is to be.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::UserId,
    retention::{
        learning::{Announcement, Due, RecordStep, learning_ends, record_step, warned_ahead},
        rule::RetentionRule,
        run::SessionSpan,
    },
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{feedback, progress_events, record_warnings, saved_work},
    sql_types::bind_instant,
};

/// Learners by the day that was named to them.
pub(super) type Named = BTreeMap<DateTime<Utc>, Vec<UserId>>;

/// Learners by what is done of theirs.
#[derive(Clone, Debug, Default)]
pub(super) struct Announced {
    /// Whose feedback ends: the day that was named has come, and which it was.
    pub(super) feedback: Named,
    /// Whose code ends.
    pub(super) work: Named,
    /// Of whom somebody is to be warned, by which rule.
    pub(super) to_warn: Vec<(UserId, RetentionRule)>,
}

impl Announced {
    /// The warnings whose day has come.
    pub(super) fn ending(&self) -> Vec<(UserId, RetentionRule)> {
        let of = |named: &Named, rule| -> Vec<_> {
            let learners = named.values().flatten();
            learners.map(|learner| (*learner, rule)).collect()
        };
        let mut ending = of(&self.feedback, RetentionRule::R06);
        ending.extend(of(&self.work, RetentionRule::R07));
        ending
    }
}

/// Judges these learners by the rules whose end is announced.
pub(super) fn announced(
    tx: &mut Tx<'_>,
    sessions: &[SessionSpan],
    learners: &[UserId],
) -> Result<Announced, DbError> {
    let mut found = Announced::default();
    for rule in [RetentionRule::R06, RetentionRule::R07] {
        let warnings = warnings(tx, rule, learners)?;
        let due = due_soon(tx, sessions, rule, learners)?;
        for learner in learners {
            let is_due = if due.contains(learner) {
                Due::Something
            } else {
                Due::Nothing
            };
            match record_step(is_due, warnings.get(learner).copied(), tx.now()) {
                RecordStep::Keep => {}
                RecordStep::Warn => found.to_warn.push((*learner, rule)),
                RecordStep::End { day } => {
                    let ending = match rule {
                        RetentionRule::R06 => &mut found.feedback,
                        _ => &mut found.work,
                    };
                    ending.entry(day).or_default().push(*learner);
                }
            }
        }
    }
    Ok(found)
}

/// The warnings that stand.
fn warnings(
    tx: &mut Tx<'_>,
    rule: RetentionRule,
    learners: &[UserId],
) -> Result<BTreeMap<UserId, Announcement>, DbError> {
    type Row = (UserId, DateTime<Utc>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = record_warnings::table
        .filter(record_warnings::organization_id.eq(tx.tenant()))
        .filter(record_warnings::learner_id.eq_any(learners))
        .filter(record_warnings::rule.eq(rule))
        .select((
            record_warnings::learner_id,
            record_warnings::ends_at,
            record_warnings::told_at,
        ))
        .load(tx.conn())?;
    let warning = |(learner, ends_at, told_at): Row| {
        let told = told_at.map(|_| Announcement::Of(ends_at));
        (learner, told.unwrap_or(Announcement::Untold))
    };
    Ok(rows.into_iter().map(warning).collect())
}

/// Who has records that are past their time on the day that a warning of now would name.
fn due_soon(
    tx: &mut Tx<'_>,
    sessions: &[SessionSpan],
    rule: RetentionRule,
    learners: &[UserId],
) -> Result<BTreeSet<UserId>, DbError> {
    let Some(then) = warned_ahead(rule).map(|ahead| tx.now() + ahead) else {
        return Ok(BTreeSet::new());
    };
    let ends = learning_ends(sessions, then);
    let mut due = BTreeSet::new();
    if rule == RetentionRule::R06 {
        if let Some(before) = ends.feedback {
            due.extend::<Vec<UserId>>(
                feedback::table
                    .filter(feedback::organization_id.eq(tx.tenant()))
                    .filter(feedback::learner_id.eq_any(learners))
                    .filter(feedback::given_at.le(bind_instant(before)))
                    .select(feedback::learner_id)
                    .distinct()
                    .load(tx.conn())?,
            );
        }
        return Ok(due);
    }
    let Some(before) = ends.work.map(bind_instant) else {
        return Ok(due);
    };
    due.extend::<Vec<UserId>>(
        progress_events::table
            .filter(progress_events::organization_id.eq(tx.tenant()))
            .filter(progress_events::learner_id.eq_any(learners))
            .filter(progress_events::occurred_at.le(before))
            .filter(progress_events::received_at.le(before))
            .filter(progress_events::content.is_not_null())
            .select(progress_events::learner_id)
            .distinct()
            .load(tx.conn())?,
    );
    due.extend::<Vec<UserId>>(
        saved_work::table
            .filter(saved_work::organization_id.eq(tx.tenant()))
            .filter(saved_work::learner_id.eq_any(learners))
            .filter(saved_work::updated_at.le(before))
            .select(saved_work::learner_id)
            .distinct()
            .load(tx.conn())?,
    );
    Ok(due)
}
