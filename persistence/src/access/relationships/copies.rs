//! Facts about who may have a copy of what is held about a student.

use domain::access::{Relationship, StudentCopy, StudentOfDistrict};

use super::of_student_of_district;
use crate::{access::Actor, database::Tx, error::DbError};

/// How the actor stands to a student about whom a copy is to be handed out: as to the student.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_student_copy(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    copy: StudentCopy,
) -> Result<Vec<Relationship>, DbError> {
    let StudentCopy { student } = copy;
    of_student_of_district(tx, actor, StudentOfDistrict { student })
}
