//! The messages to schools about feedback that ends: a number and a day, no name.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{RetentionRunId, SchoolId, UserId},
    mail::MessageKind,
    retention::rule::RetentionRule,
};

use crate::{
    access::Installation,
    database::Tx,
    error::DbError,
    retention::tell::{Group, tell_school},
    schema::{classes, feedback, record_warnings},
    sql_types::bind_instant,
};

/// Tells the administrators of each school whose teachers gave feedback that ends of how many learners and
/// when, once a run. At home there is nobody to be told.
///
/// # Errors
/// If the database or the cipher fails.
pub fn tell_schools(
    tx: &mut Tx<'_>,
    _by: &Installation,
    run: RetentionRunId,
) -> Result<(), DbError> {
    let untold = record_warnings::table
        .filter(record_warnings::organization_id.eq(tx.tenant()))
        .filter(record_warnings::run_id.eq(run))
        .filter(record_warnings::rule.eq(RetentionRule::R06))
        .filter(record_warnings::told_at.is_null());
    let at: Vec<(SchoolId, UserId, DateTime<Utc>)> = untold
        .inner_join(
            feedback::table.on(feedback::organization_id
                .eq(record_warnings::organization_id)
                .and(feedback::learner_id.eq(record_warnings::learner_id))),
        )
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(feedback::organization_id)
                .and(classes::id.eq(feedback::class_id))),
        )
        .select((
            classes::school_id,
            record_warnings::learner_id,
            record_warnings::ends_at,
        ))
        .distinct()
        .load(tx.conn())?;
    let mut schools: BTreeMap<SchoolId, (BTreeSet<UserId>, DateTime<Utc>)> = BTreeMap::new();
    for (school, learner, ends_at) in at {
        let (learners, first) = schools.entry(school).or_insert((BTreeSet::new(), ends_at));
        learners.insert(learner);
        *first = (*first).min(ends_at);
    }
    for (school, (learners, ends_at)) in schools {
        let group: Group = (learners.len(), ends_at);
        tell_school(tx, MessageKind::FeedbackEnds, Some(school), group)?;
    }
    diesel::update(untold)
        .set(record_warnings::told_at.eq(Some(bind_instant(tx.now()))))
        .execute(tx.conn())?;
    Ok(())
}
