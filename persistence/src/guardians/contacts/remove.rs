//! Removing a contact by hand.

use domain::{
    access::action::ManageGuardians, audit::Changed, guardians::contact::ContactEnd,
    ids::GuardianContactId,
};

use super::{end::end, row::find};
use crate::{access::Permit, audit, database::Tx, error::DbError};

/// Removes a contact of the permitted student, whom no roster brings back; `false` if there is none.
///
/// # Errors
/// If the database fails.
pub fn remove<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageGuardians>,
    contact: GuardianContactId,
) -> Result<bool, DbError> {
    let Some(found) = find(tx, permit.subject().student, contact)? else {
        return Ok(false);
    };
    end(tx, &[contact.uuid()], ContactEnd::Removed)?;
    let changed = Changed::ended(contact).referring_to(found.guardianship_id);
    audit::changed(tx, permit, changed)?;
    Ok(true)
}
