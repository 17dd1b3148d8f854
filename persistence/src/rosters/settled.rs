//! Whether a roster of an organization is being applied in several transactions.
//!
//! As long as the organization's row names an import, its rows are a roster half applied. Nobody
//! but who carries the import on sees or changes them. Who does has the import to themselves until
//! an instant that they move on; the number of the revision, which each transaction turns, keeps two
//! from writing the same all the same.

use chrono::TimeDelta;
use diesel::prelude::*;
use domain::{
    access::action::ApplyRoster,
    ids::{OrganizationId, RosterImportId, UserId},
};

use crate::{
    access::{Installation, Observer, Permit},
    database::Tx,
    error::DbError,
    schema::{organizations, roster_imports},
    sql_types::{BindInstant, bind_id, bind_instant},
};

/// How long who carries an import on has it to themselves after they last wrote.
pub const CARRIED_ON_WITHIN: TimeDelta = TimeDelta::seconds(10);

/// The import that is being applied in the tenant, and the permit under which it was begun.
pub(super) struct Begun<'t> {
    pub(super) import: RosterImportId,
    pub(super) permit: Permit<'t, ApplyRoster>,
}

/// Holds everything but the import to an organization whose roster is not being applied.
///
/// # Errors
/// [`DbError::RosterBeingApplied`]; if the database fails.
pub fn require_settled(tx: &mut Tx<'_>) -> Result<(), DbError> {
    match applying(tx)? {
        None => Ok(()),
        Some(_) => Err(DbError::RosterBeingApplied),
    }
}

fn applying(tx: &mut Tx<'_>) -> Result<Option<RosterImportId>, DbError> {
    let applying: Option<Option<RosterImportId>> = organizations::table
        .find(bind_id(tx.tenant()))
        .select(organizations::applying_import)
        .first(tx.conn())
        .optional()?;
    Ok(applying.flatten())
}

/// The import that is being applied.
pub(super) fn begun<'t>(tx: &mut Tx<'t>) -> Result<Option<Begun<'t>>, DbError> {
    let Some(import) = applying(tx)? else {
        return Ok(None);
    };
    let person: Option<UserId> = roster_imports::table
        .find((tx.tenant(), bind_id(import)))
        .select(roster_imports::decided_by)
        .first(tx.conn())?;
    let person = person.ok_or(DbError::Corrupt("somebody decided what is being applied"))?;
    let permit = Permit::carried_on(tx, person)?;
    Ok(Some(Begun { import, permit }))
}

/// Turns the revision, if it is still this one: `false` if it is not. After the transaction this
/// import is being applied, or none.
pub(super) fn turn(
    tx: &mut Tx<'_>,
    revision: i64,
    applying: Option<RosterImportId>,
) -> Result<bool, DbError> {
    let until = applying.map(|_| until(tx));
    let turned = diesel::update(
        organizations::table
            .find(bind_id(tx.tenant()))
            .filter(organizations::roster_revision.eq(revision)),
    )
    .set((
        organizations::roster_revision.eq(revision + 1),
        organizations::applying_import.eq(applying.map(bind_id)),
        organizations::applying_until.eq(until),
    ))
    .execute(tx.conn())?;
    Ok(turned > 0)
}

fn until(tx: &Tx<'_>) -> BindInstant {
    bind_instant(tx.now() + CARRIED_ON_WITHIN)
}

/// Takes the import that is being applied in the tenant, if nobody has it to themselves.
///
/// # Errors
/// If the database fails.
pub fn take_over(tx: &mut Tx<'_>) -> Result<TakenOver, DbError> {
    let until = until(tx);
    let left = organizations::table
        .find(bind_id(tx.tenant()))
        .filter(organizations::applying_until.le(bind_instant(tx.now())));
    let taken = diesel::update(left)
        .set(organizations::applying_until.eq(until))
        .execute(tx.conn())?;
    Ok(match applying(tx)? {
        None => TakenOver::Settled,
        Some(_) if taken == 0 => TakenOver::BySomebodyElse,
        Some(import) => TakenOver::Taken(import),
    })
}

/// Whether an import that was begun was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenOver {
    /// This one was, to be carried on.
    Taken(RosterImportId),
    /// Somebody else carries it on.
    BySomebodyElse,
    /// None is being applied.
    Settled,
}

/// Keeps an import that is being compared anew from being taken over by others.
///
/// # Errors
/// If the database fails.
pub fn keep(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let until = until(tx);
    let applying = organizations::table
        .find(bind_id(tx.tenant()))
        .filter(organizations::applying_import.is_not_null());
    diesel::update(applying)
        .set(organizations::applying_until.eq(until))
        .execute(tx.conn())?;
    Ok(())
}

/// How many organizations have an import that is being applied. In the platform's scope.
///
/// # Errors
/// If the database fails.
pub fn being_applied<'t>(tx: &mut Tx<'t>, _by: &impl Observer<'t>) -> Result<u64, DbError> {
    let count: i64 = organizations::table
        .filter(organizations::applying_import.is_not_null())
        .count()
        .get_result(tx.conn())?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The organizations with an import that was begun and that nobody carries on. In the platform's
/// scope.
///
/// # Errors
/// If the database fails.
pub fn left_behind(tx: &mut Tx<'_>, _by: &Installation) -> Result<Vec<OrganizationId>, DbError> {
    Ok(organizations::table
        .filter(organizations::applying_until.le(bind_instant(tx.now())))
        .select(organizations::organization_id)
        .load(tx.conn())?)
}
