//! Which schools may have students: those that authorize it (SCH-02).

use std::collections::HashMap;

use domain::{
    access::Relationship,
    ids::{AgreementId, SchoolId},
    organizations::authorization::{Placement, StaffVerification},
};

use crate::{
    database::Tx,
    error::DbError,
    organizations::agreements::{Administrators, SchoolsWanted, of_schools},
};

/// The agreement under which each school may have students at this instant, for a roster that a member
/// of staff in this relationship applies; schools without one are not there.
///
/// # Errors
/// If the database fails.
pub(super) fn in_force(
    tx: &mut Tx<'_>,
    by: Relationship,
) -> Result<HashMap<SchoolId, AgreementId>, DbError> {
    let schools = of_schools(tx, SchoolsWanted::All)?;
    let administrators = Administrators::read(tx)?;
    let placement = Placement::OnRoster(StaffVerification::by(by));
    let admitted = schools.into_iter().filter_map(|(id, school)| {
        let admitted = school.admits(administrators.of(id), placement, tx.now());
        Some((id, admitted.ok()?))
    });
    Ok(admitted.collect())
}
