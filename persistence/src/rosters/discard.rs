//! Discarding a staged import.

use domain::{
    access::{Permit, action::ApplyRoster},
    ids::RosterImportId,
};

use super::{
    Applied, ImportState,
    apply::{decide, discard_bundle},
    read,
};
use crate::{audit, database::Tx, error::DbError};

/// Refuses a staged import and deletes its bundle's bytes.
///
/// # Errors
/// If the database fails.
pub fn discard(
    tx: &mut Tx<'_>,
    permit: &Permit<ApplyRoster>,
    import: RosterImportId,
) -> Result<Applied, DbError> {
    match read::state(tx, import)? {
        None => return Ok(Applied::Unknown),
        Some(ImportState::Staged) => {}
        Some(_) => return Ok(Applied::NotStaged),
    }
    discard_bundle(tx, import)?;
    decide(tx, permit, import, ImportState::Refused, None)?;
    audit::performed(tx, permit, 1)?;
    Ok(match read::row(tx, import)? {
        Some(import) => Applied::Done(import),
        None => Applied::Unknown,
    })
}
