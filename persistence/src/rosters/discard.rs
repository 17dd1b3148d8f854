//! Discarding a staged import.

use domain::{access::action::ApplyRoster, audit::Changed, ids::RosterImportId};

use super::{
    apply::{Applied, decide},
    bundles,
    import::{self as imports, ImportState},
};
use crate::{access::Permit, audit, database::Tx, error::DbError};

/// Refuses a staged import and deletes its bundle's bytes.
///
/// # Errors
/// If the database fails.
pub fn discard<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ApplyRoster>,
    import: RosterImportId,
) -> Result<Applied, DbError> {
    match imports::state(tx, import)? {
        None => return Ok(Applied::Unknown),
        Some(ImportState::Staged) => {}
        Some(_) => return Ok(Applied::NotStaged),
    }
    bundles::discard(tx, import)?;
    decide(tx, permit, import, ImportState::Refused, None)?;
    audit::changed(tx, permit, Changed::ended(import))?;
    Ok(match imports::row(tx, import)? {
        Some(import) => Applied::Done(import),
        None => Applied::Unknown,
    })
}
