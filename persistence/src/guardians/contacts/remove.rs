//! Removing a contact by hand.

use domain::{
    access::action::ManageGuardians,
    audit::Changed,
    guardians::contact::{ContactEnd, OwnFamily, may_keep},
    ids::GuardianContactId,
};

use super::{end::end, keeper::keeper, row::find};
use crate::{access::Permit, audit, database::Tx, error::DbError};

/// How removing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemoveOutcome {
    /// The contact is removed.
    Removed,
    /// It is not.
    Refused(OwnFamily),
    /// The permitted student has no such contact.
    NoSuchContact,
}

/// Removes a contact of the permitted student, whom no roster brings back.
///
/// # Errors
/// If the database fails.
pub fn remove<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageGuardians>,
    contact: GuardianContactId,
) -> Result<RemoveOutcome, DbError> {
    let student = permit.subject().student;
    let Some(found) = find(tx, student, contact)? else {
        return Ok(RemoveOutcome::NoSuchContact);
    };
    if let Err(refused) = may_keep(keeper(tx, permit.actor().user(), student)?) {
        return Ok(RemoveOutcome::Refused(refused));
    }
    end(tx, &[contact.uuid()], ContactEnd::Removed)?;
    let changed = Changed::ended(contact).referring_to(found.guardianship_id);
    audit::changed(tx, permit, changed)?;
    Ok(RemoveOutcome::Removed)
}
