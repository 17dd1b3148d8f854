//! A student's wrong codes in a row.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{accounts::throttle::FailureStreak, ids::UserId};

use crate::{
    database::Tx,
    error::DbError,
    keys::{BlindIndex, SealContext},
    schema::throttles,
    sql_types::bind_instant,
};

/// What is throttled.
const KIND: &str = "join_code";
const SUBJECT: SealContext = SealContext::of("throttles", "subject_index");

/// The wrong codes behind a student.
pub(super) fn streak(tx: &mut Tx<'_>, student: UserId) -> Result<Option<FailureStreak>, DbError> {
    let index = index(tx, student)?;
    let row: Option<(i32, DateTime<Utc>)> = throttles::table
        .find((tx.tenant(), KIND, index))
        .select((throttles::failures, throttles::last_failed_at))
        .first(tx.conn())
        .optional()?;
    row.map(|(failures, last_failed_at)| {
        Ok(FailureStreak {
            failures: u32::try_from(failures)
                .map_err(|_| DbError::Corrupt("failures are counted from zero"))?,
            last_failed_at,
        })
    })
    .transpose()
}

/// Notes the number of a wrong code in the row.
pub(super) fn note(tx: &mut Tx<'_>, student: UserId, failures: u32) -> Result<(), DbError> {
    forget(tx, student)?;
    let now = bind_instant(tx.now());
    let row = (
        throttles::organization_id.eq(tx.tenant()),
        throttles::kind.eq(KIND),
        throttles::subject_index.eq(index(tx, student)?),
        throttles::failures.eq(i32::try_from(failures).unwrap_or(i32::MAX)),
        throttles::last_failed_at.eq(now),
        throttles::updated_at.eq(now),
    );
    diesel::insert_into(throttles::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Ends the row.
pub(super) fn forget(tx: &mut Tx<'_>, student: UserId) -> Result<(), DbError> {
    let index = index(tx, student)?;
    diesel::delete(throttles::table.find((tx.tenant(), KIND, index))).execute(tx.conn())?;
    Ok(())
}

fn index(tx: &mut Tx<'_>, student: UserId) -> Result<BlindIndex, DbError> {
    Ok(tx.organization_key()?.index(SUBJECT, &student.to_string()))
}
