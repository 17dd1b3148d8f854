//! Who may know of what is contested of a student's record.

use domain::{access::Relationship, ids::UserId, staff::role::StaffRole};

use super::row::Stored;
use crate::{
    database::Tx,
    error::DbError,
    guardians,
    organizations::revocations::{StudentOfSchool, student_of_school},
    staff::roles,
};

/// What of a student's amendments a person may know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// All of them.
    All,
    /// What they contest themself: what one parent contests is not the other's to know, whatever office
    /// they hold.
    Own,
    /// Nothing: of a student who is at several schools, or has left, the district answers.
    Nothing,
}

impl Known {
    /// Whether this one is known to the person.
    pub(super) fn includes(self, row: &Stored, person: UserId) -> bool {
        match self {
            Self::All => true,
            Self::Own => row.requester_id == person,
            Self::Nothing => false,
        }
    }
}

/// What a person may know of who stands so to a student.
pub(super) fn known_to(
    tx: &mut Tx<'_>,
    student: UserId,
    person: UserId,
    relationship: Relationship,
) -> Result<Known, DbError> {
    match relationship {
        Relationship::Guardian => Ok(Known::Own),
        Relationship::SchoolAdmin | Relationship::DistrictAdmin
            if guardians::was_guardian(tx, person, student)? =>
        {
            Ok(Known::Own)
        }
        Relationship::EligibleStudent | Relationship::DistrictAdmin => Ok(Known::All),
        Relationship::SchoolAdmin => of_administrator(tx, student, person),
        _ => Ok(Known::Nothing),
    }
}

fn of_administrator(tx: &mut Tx<'_>, student: UserId, person: UserId) -> Result<Known, DbError> {
    for (role, school) in roles::held(tx, person)? {
        if let (StaffRole::SchoolAdmin, Some(school)) = (role, school)
            && student_of_school(tx, student, school)? == StudentOfSchool::Alone
        {
            return Ok(Known::All);
        }
    }
    Ok(Known::Nothing)
}
