//! Reading a staff assignment of a class.

use domain::{
    access::{
        Action, WithinClass,
        action::{ReadClassStaff, UpdateClassStaff},
    },
    audit::Shown,
    ids::TeachingAssignmentId,
};

use super::{StaffMember, list::at_work};
use crate::{access::Permit, audit, database::Tx, error::DbError, paging::PageRequest};

/// Actions that show the part which they are done to.
pub trait OpensPart: Action<Subject = WithinClass<TeachingAssignmentId>> {}

impl OpensPart for ReadClassStaff {}
impl OpensPart for UpdateClassStaff {}

const FIRST: PageRequest = PageRequest {
    after: None,
    limit: 1,
};

/// Shows the permitted part, if it holds at this instant.
///
/// # Errors
/// If the database fails.
pub fn show<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadClassStaff>,
) -> Result<Option<StaffMember>, DbError> {
    let member = read(tx, permit)?;
    audit::disclosed(
        tx,
        permit,
        Shown::each(member.as_ref().map(|member| member.person))
            .and(Shown::each([permit.subject().class])),
    )?;
    Ok(member)
}

/// Reads the permitted part, to decide upon a change.
///
/// # Errors
/// If the database fails.
pub fn read<'t, A: OpensPart>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
) -> Result<Option<StaffMember>, DbError> {
    let WithinClass { class, part } = permit.subject();
    Ok(at_work(tx, class, Some(part), FIRST)?.rows.pop())
}
