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
    decide(
        tx,
        permit,
        (import, ImportState::Staged),
        ImportState::Refused,
        None,
    )?;
    let Some(decided) = imports::row(tx, import)? else {
        return Ok(Applied::Unknown);
    };
    let people = decided.staged_by.into_iter().chain(decided.decided_by);
    let objects = Changed::ended(import).referring_to(people);
    audit::changed(tx, permit, objects)?;
    Ok(Applied::Done(decided))
}
