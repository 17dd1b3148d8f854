//! The messages to schools about feedback that ends: a number and a day, no name.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    ids::{SchoolId, UserId},
    mail::MessageKind,
    retention::{learning::warned_ahead, rule::RetentionRule},
};

use super::due::{covered, sessions};
use crate::{
    access::Installation,
    database::Tx,
    error::DbError,
    retention::tell::{Group, tell_school},
    schema::{classes, feedback, record_warnings},
    sql_types::bind_instant,
};

/// Tells the administrators of each school whose teachers gave feedback that ends of how many learners and
/// when: once for each warning, also where the run that wrote it was never brought to its end. The day
/// counts from now. At home there is nobody to be told.
///
/// # Errors
/// If the database or the cipher fails.
pub fn tell_schools(tx: &mut Tx<'_>, _by: &Installation) -> Result<(), DbError> {
    let now = tx.now();
    let ends_at = now + warned_ahead(RetentionRule::R06).unwrap_or_default();
    let untold = record_warnings::table
        .filter(record_warnings::organization_id.eq(tx.tenant()))
        .filter(record_warnings::rule.eq(RetentionRule::R06))
        .filter(record_warnings::told_at.is_null());
    let sessions = sessions(tx)?;
    let Some(before) = covered(&sessions, RetentionRule::R06, ends_at).feedback else {
        return Ok(());
    };
    let at: Vec<(SchoolId, UserId)> = untold
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
        .filter(feedback::given_at.le(bind_instant(before)))
        .select((classes::school_id, record_warnings::learner_id))
        .distinct()
        .load(tx.conn())?;
    let mut schools: BTreeMap<SchoolId, usize> = BTreeMap::new();
    for (school, _) in at {
        *schools.entry(school).or_default() += 1;
    }
    for (school, learners) in schools {
        let group: Group = (learners, ends_at);
        tell_school(tx, MessageKind::FeedbackEnds, Some(school), group)?;
    }
    diesel::update(untold)
        .set((
            record_warnings::ends_at.eq(bind_instant(ends_at)),
            record_warnings::told_at.eq(Some(bind_instant(now))),
        ))
        .execute(tx.conn())?;
    Ok(())
}
