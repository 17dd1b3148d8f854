//! Applying an import: everything in one transaction, or nothing.

use diesel::prelude::*;
use domain::{
    access::action::ApplyRoster, audit::Changed, ids::RosterImportId, rosters::Finding,
    text_enum::TextEnum,
};

use super::{
    agreements, bundles,
    changes::RosterChanges,
    findings,
    import::{self as imports, Import, ImportState},
    write,
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    schema::{organizations, roster_imports},
    sql_types::{BindInstant, bind_id, bind_instant},
};

/// What became of an attempt to apply.
#[derive(Clone, Debug)]
pub enum Applied {
    /// It is in effect.
    Done(Import),
    /// What it was compared with is no longer what is held: it has to be compared again.
    Stale,
    /// There is no such import.
    Unknown,
    /// It is not staged (any more).
    NotStaged,
}

/// What is written about an import that is applied.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// The import.
    pub import: RosterImportId,
    /// What it did, in numbers.
    pub summary: &'a str,
    /// What was found in it.
    pub findings: &'a [Finding],
}

/// Writes what was prepared, if nothing it was compared with has moved since. The bundle's bytes
/// are deleted with it: they are of no more use.
///
/// # Errors
/// If the database fails, in which case nothing was changed. [`DbError::is_duplicate`] means the
/// same as [`Applied::Stale`].
pub fn apply<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ApplyRoster>,
    decision: &Decision<'_>,
    changes: &RosterChanges,
) -> Result<Applied, DbError> {
    let import = decision.import;
    let Some(state) = imports::state(tx, import)? else {
        return Ok(Applied::Unknown);
    };
    if state != ImportState::Staged {
        return Ok(Applied::NotStaged);
    }
    let turned = diesel::update(
        organizations::table
            .find(bind_id(permit.subject()))
            .filter(organizations::roster_revision.eq(changes.revision)),
    )
    .set(organizations::roster_revision.eq(changes.revision + 1))
    .execute(tx.conn())?;
    if turned == 0 || agreements::in_force(tx, permit.relationship())? != changes.agreements {
        return Ok(Applied::Stale);
    }
    write::write(tx, changes)?;
    findings::replace(tx, import, decision.findings)?;
    bundles::discard(tx, import)?;
    decide(
        tx,
        permit,
        import,
        ImportState::Applied,
        Some(decision.summary),
    )?;
    let Some(decided) = imports::row(tx, import)? else {
        return Ok(Applied::Unknown);
    };
    let people = decided.staged_by.into_iter().chain(decided.decided_by);
    let objects = changes
        .objects
        .clone()
        .and(Changed::of(import))
        .referring_to(people);
    audit::changed(tx, permit, objects)?;
    Ok(Applied::Done(decided))
}

/// Notes that a staged import could not be applied, and deletes its bundle's bytes. Nothing of it is
/// in effect.
///
/// # Errors
/// If the database fails.
pub fn fail<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ApplyRoster>,
    import: RosterImportId,
) -> Result<(), DbError> {
    if imports::state(tx, import)? == Some(ImportState::Staged) {
        bundles::discard(tx, import)?;
    }
    decide(tx, permit, import, ImportState::Failed, None)?;
    audit::changed(tx, permit, Changed::ended(import))
}

/// Brings a staged import to its last state.
pub(super) fn decide<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ApplyRoster>,
    import: RosterImportId,
    state: ImportState,
    summary: Option<&str>,
) -> Result<(), DbError> {
    let decided_at: BindInstant = bind_instant(tx.now());
    let row = roster_imports::table
        .find((tx.tenant(), bind_id(import)))
        .filter(roster_imports::state.eq(ImportState::Staged.as_str()));
    if let Some(summary) = summary {
        diesel::update(row)
            .set(roster_imports::summary.eq(summary))
            .execute(tx.conn())?;
    }
    diesel::update(row)
        .set((
            roster_imports::state.eq(state.as_str()),
            roster_imports::decided_by.eq(bind_id(permit.actor().user())),
            roster_imports::decided_at.eq(decided_at),
        ))
        .execute(tx.conn())?;
    Ok(())
}
