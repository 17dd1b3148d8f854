//! Ending a student's membership of a class.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::EndEnrollment,
    audit::Changed,
    ids::{ClassId, UserId},
};

use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::enrollments,
    sql_types::bind_instant,
};

/// Ends the permitted student's membership of the class at this instant, and with it the access of
/// those who teach it (FER-05). A membership that has ended stays as it was.
///
/// # Errors
/// If the database fails.
pub fn end_enrollment<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, EndEnrollment>,
) -> Result<(), DbError> {
    let member = permit.subject();
    let now = tx.now();
    let ended = end_places(tx, member.class, member.student, now)?;
    let changed = match ended {
        0 => Changed::nothing(),
        _ => Changed::ended(member.student),
    };
    audit::changed(tx, permit, changed)
}

/// Ends every place of a student in a class that lasts beyond an instant; how many. One that has not
/// begun by then ends where it begins: it has no instant.
pub(crate) fn end_places(
    tx: &mut Tx<'_>,
    class: ClassId,
    student: UserId,
    end: DateTime<Utc>,
) -> Result<usize, DbError> {
    let (tenant, now, end) = (tx.tenant(), bind_instant(tx.now()), bind_instant(end));
    let lasting = || {
        enrollments::table
            .filter(enrollments::organization_id.eq(tenant))
            .filter(enrollments::class_id.eq(class))
            .filter(enrollments::user_id.eq(student))
            .filter(not_over!(enrollments, now))
    };
    let not_begun = diesel::update(lasting().filter(enrollments::begins_at.gt(end)))
        .set(enrollments::ends_at.eq(enrollments::begins_at.nullable()))
        .execute(tx.conn())?;
    let begun = diesel::update(lasting().filter(enrollments::begins_at.le(end)))
        .set(enrollments::ends_at.eq(end))
        .execute(tx.conn())?;
    Ok(not_begun + begun)
}
