//! How a student stands to a class: in it, or until when.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{ClassMember, Membership},
    classes::{association::ClassSpan, interval::Interval},
};

use crate::{database::Tx, error::DbError, schema::enrollments, sql_types::bind_instant};

/// How the student stands to the class, if they ever were in it.
///
/// # Errors
/// If the database fails.
pub(crate) fn membership(
    tx: &mut Tx<'_>,
    member: ClassMember,
    class: ClassSpan,
) -> Result<Option<Membership>, DbError> {
    let now = tx.now();
    let rows: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(member.student))
        .filter(enrollments::class_id.eq(member.class))
        .filter(enrollments::begins_at.le(bind_instant(now)))
        .select((enrollments::begins_at, enrollments::ends_at))
        .load(tx.conn())?;
    let times: Vec<Interval> = rows
        .into_iter()
        .filter_map(|(from, to)| class.lasting(Interval::new(from, to).ok()?))
        .collect();
    if times.iter().any(|time| time.contains(now)) {
        return Ok(Some(Membership::Present));
    }
    let last = times.into_iter().filter_map(Interval::ends_at).max();
    Ok(last.map(Membership::Ended))
}
