//! Who may know of a legal process.

use domain::{access::Relationship, ids::UserId};

use crate::{database::Tx, error::DbError, guardians, records::is_told_all};

/// Which processes for a student's record a person may know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// All of them.
    All,
    /// Those of which the family was told.
    Told,
    /// None: an administrator who is of the family and lost the rights.
    Nothing,
}

/// What a person may know of who stands so to a student. No office shows anybody what an order keeps from
/// them as a parent.
pub(super) fn known_to(
    tx: &mut Tx<'_>,
    student: UserId,
    person: UserId,
    relationship: Relationship,
) -> Result<Known, DbError> {
    if is_told_all(tx, person, student, relationship)? {
        return Ok(Known::All);
    }
    let is_told = match relationship {
        Relationship::EligibleStudent | Relationship::Guardian => true,
        _ => guardians::holds_rights(tx, person, student)?,
    };
    Ok(if is_told { Known::Told } else { Known::Nothing })
}
