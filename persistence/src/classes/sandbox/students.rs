//! Who is a student of a sandbox (SCH-04): who is and was in classes only while they were sandboxes. An
//! enrollment in a sandbox stands under the class itself, and any other under an agreement or a consent.

use std::collections::HashSet;

use diesel::prelude::*;
use domain::{
    access::{ActionKind, Relationship},
    classes::sandbox::{collects, concerns, is_open_to},
    ids::{ClassId, GroundId, UserId},
    organizations::consent_mode::ConsentMode,
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{enrollments, organizations},
};

/// Whether an action of somebody who stands so to a person is closed because the person is a student of a
/// sandbox. What is open to all students costs no question.
///
/// # Errors
/// If the database fails.
pub(crate) fn is_closed(
    tx: &mut Tx<'_>,
    person: Option<UserId>,
    (action, held): (ActionKind, Relationship),
) -> Result<bool, DbError> {
    match person {
        Some(person) if concerns(action, held) && !is_open_to(action) => is_student(tx, person),
        _ => Ok(false),
    }
}

/// Whether a person is a student of a sandbox.
///
/// # Errors
/// If the database fails.
pub(crate) fn is_student(tx: &mut Tx<'_>, person: UserId) -> Result<bool, DbError> {
    let query = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(person))
        .select((enrollments::class_id, enrollments::collected_under));
    let places: Vec<(ClassId, GroundId)> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let mut grounds = places.iter();
    let is_in_sandboxes = grounds.all(|(class, ground)| *ground == GroundId::of_sandbox(*class));
    Ok(!places.is_empty() && is_in_sandboxes)
}

/// The students of a sandbox, those included who are not in it any more. Who came under an agreement is
/// none of them.
pub(in crate::classes) fn of_class(
    tx: &mut Tx<'_>,
    class: ClassId,
) -> Result<Vec<UserId>, DbError> {
    let mut students: Vec<UserId> = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::class_id.eq(class))
        .filter(enrollments::collected_under.eq(GroundId::of_sandbox(class)))
        .order(enrollments::user_id)
        .select(enrollments::user_id)
        .distinct()
        .load(tx.conn())?;
    let elsewhere: Vec<UserId> = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq_any(students.clone()))
        .filter(enrollments::collected_under.ne(GroundId::of_sandbox(class)))
        .select(enrollments::user_id)
        .load(tx.conn())?;
    let elsewhere: HashSet<UserId> = elsewhere.into_iter().collect();
    students.retain(|student| !elsewhere.contains(student));
    Ok(students)
}

/// On whose word the students of the tenant are registered.
pub(in crate::classes) fn consent_mode(tx: &mut Tx<'_>) -> Result<ConsentMode, DbError> {
    Ok(organizations::table
        .find(tx.tenant())
        .select(organizations::consent_mode)
        .first(tx.conn())?)
}

/// Whether sandboxes of the tenant take what is new.
///
/// # Errors
/// If the database fails.
pub(crate) fn may_collect(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    Ok(collects(consent_mode(tx)?).is_ok())
}
