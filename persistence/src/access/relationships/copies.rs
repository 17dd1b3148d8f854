//! Facts about who may have a copy of what is held about a student.

use domain::access::{Relationship, StudentCopy, StudentOfDistrict};

use super::of_student_of_district;
use crate::{access::Actor, database::Tx, error::DbError, rights};

/// How the actor stands to a student about whom a copy is to be handed out: as to the student, but for the
/// parent at home of one who decides alone (AGE-12). It is asked when a copy is asked for, built and fetched.
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
    if held.contains(&Relationship::Parent) && !rights::parent_may_take_copy(tx, student)? {
        held.retain(|held| *held != Relationship::Parent);
    }
    Ok(held)
}
