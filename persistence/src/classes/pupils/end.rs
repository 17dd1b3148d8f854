//! Ending a pupil's membership of a class.

use diesel::prelude::*;
use domain::access::{Permit, action::EndEnrollment};

use crate::{
    audit,
    database::Tx,
    error::DbError,
    schema::enrollments,
    sql_types::{at, key},
};

/// Ends the permitted pupil's membership of the class at this instant, and with it the access of
/// those who teach it (FER-05). A membership that has ended stays as it was.
///
/// # Errors
/// If the database fails.
pub fn end_enrollment(tx: &mut Tx<'_>, permit: &Permit<EndEnrollment>) -> Result<(), DbError> {
    let (member, now) = (permit.subject(), at(tx.now()));
    let ended = diesel::update(
        enrollments::table
            .filter(enrollments::organization_id.eq(tx.tenant()))
            .filter(enrollments::class_id.eq(key(member.class)))
            .filter(enrollments::user_id.eq(key(member.pupil)))
            .filter(in_force!(enrollments, now)),
    )
    .set(enrollments::ends_at.eq(now))
    .execute(tx.conn())?;
    audit::performed(tx, permit, ended)
}
