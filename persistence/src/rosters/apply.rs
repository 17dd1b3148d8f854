//! Applying an import: in one transaction, or begun in one and carried on in others.
//!
//! From the first of several transactions to the last the organization's row names the import, and
//! nobody sees or changes the rows of the organization but who carries it on ([`super::settled`]).

use diesel::prelude::*;
use domain::{
    access::action::ApplyRoster, audit::Changed, ids::RosterImportId, rosters::Finding,
    text_enum::TextEnum,
};

use super::{
    agreements, bundles,
    changes::{Rest, RosterChanges},
    findings,
    import::{self as imports, Import, ImportState},
    settled::{self, Begun},
    write,
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    schema::roster_imports,
    sql_types::{BindInstant, bind_id, bind_instant},
    staff::invitation_scope::{self, Whose},
};

/// What became of an attempt to apply.
#[derive(Clone, Debug)]
pub enum Applied {
    /// It is in effect.
    Done(Import),
    /// It is begun, and is to be carried on to its end.
    Begun,
    /// What it was compared with is no longer what is held: it has to be compared again.
    Stale,
    /// There is no such import.
    Unknown,
    /// It is not staged (any more).
    NotStaged,
}

/// What became of an attempt to carry an import on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarriedOn {
    /// More is to be written.
    Further,
    /// The import is in effect.
    ToItsEnd,
    /// Somebody else carried it on: what was prepared is not what is to be written next.
    BySomebodyElse,
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
/// are deleted with the last of it: they are of no more use.
///
/// # Errors
/// If the database fails, in which case nothing was changed. [`DbError::is_duplicate`] means the
/// same as [`Applied::Stale`].
pub fn apply<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ApplyRoster>,
    decision: &Decision<'_>,
    changes: &RosterChanges,
    rest: Rest,
) -> Result<Applied, DbError> {
    let import = decision.import;
    let Some(state) = imports::state(tx, import)? else {
        return Ok(Applied::Unknown);
    };
    if state != ImportState::Staged {
        return Ok(Applied::NotStaged);
    }
    if !settled::turn(tx, changes.revision, rest.applying(import))?
        || agreements::in_force(tx, permit.relationship())? != changes.agreements
    {
        return Ok(Applied::Stale);
    }
    findings::replace(tx, import, decision.findings)?;
    decide(
        tx,
        permit,
        (import, ImportState::Staged),
        ImportState::Applying,
        Some(decision.summary),
    )?;
    match write_part(tx, permit, import, changes, rest)? {
        Some(decided) => Ok(Applied::Done(decided)),
        None => Ok(Applied::Begun),
    }
}

/// Writes what was prepared next of the import that is being applied.
///
/// # Errors
/// If the database fails, in which case nothing was changed. [`DbError::is_duplicate`] means that it
/// has to be compared again.
pub fn carry_on(
    tx: &mut Tx<'_>,
    changes: &RosterChanges,
    rest: Rest,
) -> Result<CarriedOn, DbError> {
    let Some(Begun { import, permit }) = settled::begun(tx)? else {
        return Ok(CarriedOn::BySomebodyElse);
    };
    if !settled::turn(tx, changes.revision, rest.applying(import))? {
        return Ok(CarriedOn::BySomebodyElse);
    }
    write_part(tx, &permit, import, changes, rest)?;
    Ok(match rest {
        Rest::Nothing => CarriedOn::ToItsEnd,
        Rest::More => CarriedOn::Further,
    })
}

/// Writes changes and what is to be said of them; with the last ones the import is in effect.
fn write_part<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ApplyRoster>,
    import: RosterImportId,
    changes: &RosterChanges,
    rest: Rest,
) -> Result<Option<Import>, DbError> {
    write::write(tx, changes)?;
    if rest == Rest::Nothing {
        if changes.number > 0 {
            write::gather_statistics(tx)?;
        }
        invitation_scope::revoke_out_of_scope(tx, Whose::All)?;
        bundles::discard(tx, import)?;
        decide(
            tx,
            permit,
            (import, ImportState::Applying),
            ImportState::Applied,
            None,
        )?;
    }
    let Some(decided) = imports::row(tx, import)? else {
        return Err(DbError::Corrupt("an import that is applied is there"));
    };
    let people = decided.staged_by.into_iter().chain(decided.decided_by);
    let objects = changes
        .objects
        .clone()
        .and(Changed::of(import))
        .referring_to(people);
    audit::changed(tx, permit, objects)?;
    Ok((rest == Rest::Nothing).then_some(decided))
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
    decide(
        tx,
        permit,
        (import, ImportState::Staged),
        ImportState::Failed,
        None,
    )?;
    audit::changed(tx, permit, Changed::ended(import))
}

/// Brings an import from one state to another.
pub(super) fn decide<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ApplyRoster>,
    (import, from): (RosterImportId, ImportState),
    to: ImportState,
    summary: Option<&str>,
) -> Result<(), DbError> {
    let decided_at: BindInstant = bind_instant(tx.now());
    let row = roster_imports::table
        .find((tx.tenant(), bind_id(import)))
        .filter(roster_imports::state.eq(from.as_str()));
    if let Some(summary) = summary {
        diesel::update(row)
            .set(roster_imports::summary.eq(summary))
            .execute(tx.conn())?;
    }
    diesel::update(row)
        .set((
            roster_imports::state.eq(to.as_str()),
            roster_imports::decided_by.eq(bind_id(permit.actor().user())),
            roster_imports::decided_at.eq(decided_at),
        ))
        .execute(tx.conn())?;
    Ok(())
}
