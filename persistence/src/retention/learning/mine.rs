//! What of a person's own records ends, and when.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{access::action::ReadOwnRetention, retention::rule::RetentionRule};

use crate::{access::Permit, database::Tx, error::DbError, schema::record_warnings};

/// An end of records that is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnouncedEnd {
    /// By which rule of the schedule.
    pub rule: RetentionRule,
    /// When what is past its time by then ends.
    pub ends_at: DateTime<Utc>,
}

/// What of the permitted person's records ends, as far as it is announced, the first first.
///
/// # Errors
/// If the database fails.
pub fn mine<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOwnRetention>,
) -> Result<Vec<AnnouncedEnd>, DbError> {
    let rows: Vec<(RetentionRule, DateTime<Utc>)> = record_warnings::table
        .filter(record_warnings::organization_id.eq(tx.tenant()))
        .filter(record_warnings::learner_id.eq(permit.subject()))
        .order((record_warnings::ends_at, record_warnings::rule))
        .select((record_warnings::rule, record_warnings::ends_at))
        .load(tx.conn())?;
    let end = |(rule, ends_at)| AnnouncedEnd { rule, ends_at };
    Ok(rows.into_iter().map(end).collect())
}
