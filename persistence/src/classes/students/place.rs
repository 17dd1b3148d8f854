//! Placing a student who has an account in a class.

use domain::{
    access::{EnrollmentCandidate, action::EnrollStudent},
    audit::Changed,
    classes::kind::ClassKind,
    organizations::authorization::{MissingCondition, Placement, StaffVerification},
};

use super::enroll;
use crate::{
    access::Permit, access::relationships::is_enrolled, audit, classes::read::find, database::Tx,
    error::DbError, organizations::agreements,
};

/// How a placement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceOutcome {
    /// The student is in the class from now on.
    Enrolled,
    /// They are in it already.
    InTheClass,
    /// The class is over.
    ClassOver,
    /// The class is a sandbox, which takes students by aliases only (SCH-04).
    Sandbox,
    /// The school does not authorize it (SCH-02): the condition that lacks.
    NotAuthorized(MissingCondition),
}

/// Places the permitted student in the class.
///
/// # Errors
/// If the database fails.
pub fn place<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, EnrollStudent>,
) -> Result<PlaceOutcome, DbError> {
    let EnrollmentCandidate { class, student } = permit.subject();
    let now = tx.now();
    let Some(open) = find(tx, class)?.filter(|class| class.span().is_open(now)) else {
        return Ok(PlaceOutcome::ClassOver);
    };
    if open.kind == ClassKind::Sandbox {
        return Ok(PlaceOutcome::Sandbox);
    }
    if is_enrolled(tx, student, class)? {
        return Ok(PlaceOutcome::InTheClass);
    }
    let authorization = agreements::authorization(
        tx,
        open.school_id,
        Placement::AddedByStaff(StaffVerification::by(permit.relationship())),
    )?;
    let agreement = match authorization {
        Ok(agreement) => agreement,
        Err(condition) => return Ok(PlaceOutcome::NotAuthorized(condition)),
    };
    enroll(tx, class, student, agreement.into())?;
    audit::changed(tx, permit, Changed::of(student))?;
    Ok(PlaceOutcome::Enrolled)
}
