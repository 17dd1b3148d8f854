//! Who of the administrators is of a student's family.

use domain::{access::Relationship, ids::UserId};

use crate::{database::Tx, error::DbError, guardians};

/// Whether a person is told of a student's record what an order keeps from the family: an administrator
/// who is not of the family, and never was.
///
/// # Errors
/// If the database fails.
pub(crate) fn is_told_all(
    tx: &mut Tx<'_>,
    person: UserId,
    student: UserId,
    relationship: Relationship,
) -> Result<bool, DbError> {
    Ok(relationship.is_administrator() && !guardians::was_guardian(tx, person, student)?)
}
