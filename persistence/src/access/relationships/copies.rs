//! Facts about who may have a copy of what is held about a student.

use diesel::prelude::*;
use domain::{
    access::{Relationship, StudentCopy, StudentOfDistrict},
    accounts::credentials::PersonKind,
    ids::UserId,
};

use super::{of_organization, of_student_of_district, students::without_parents_of_adults};
use crate::{access::Actor, database::Tx, error::DbError, schema::users};

/// How the actor stands to a student about whom a copy is to be handed out: as the parent, or as an office
/// over a school that has the student or had them last.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_student_copy(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    copy: StudentCopy,
) -> Result<Vec<Relationship>, DbError> {
    let StudentCopy { student } = copy;
    let mut held = of_student_of_district(tx, actor, StudentOfDistrict { student })?;
    held.extend(as_parent(tx, actor, student)?);
    Ok(held)
}

/// Whether the actor is the parent of a student: in the household that the tenant is.
fn as_parent(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    student: UserId,
) -> Result<Vec<Relationship>, DbError> {
    let is_student: i64 = users::table
        .find((tx.tenant(), student))
        .filter(users::kind.eq(PersonKind::Student))
        .count()
        .get_result(tx.conn())?;
    if is_student == 0 {
        return Ok(Vec::new());
    }
    let mut held = of_organization(tx, actor, actor.organization())?;
    held.retain(|relationship| *relationship == Relationship::Parent);
    without_parents_of_adults(tx, student, &mut held)?;
    Ok(held)
}
