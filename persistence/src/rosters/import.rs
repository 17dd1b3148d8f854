//! Imports: what they are, and reading them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReadRosterImports,
    ids::{RosterImportId, UserId},
    rosters::RefusalCode,
};

use crate::{
    access::Permit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::roster_imports,
    sql_types::bind_id,
};

domain::text_enum! {
    /// Where an import stands.
    pub enum ImportState {
        /// Read and compared; nothing of it is in effect.
        Staged = "staged",
        /// Begun to be applied, and carried on until it is.
        Applying = "applying",
        /// In effect.
        Applied = "applied",
        /// Unusable, or discarded by a person.
        Refused = "refused",
        /// It could not be applied, or no one decided in time; nothing of it is in effect.
        Failed = "failed",
    }
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = roster_imports, check_for_backend(MultiBackend))]
pub struct Import {
    /// Its id.
    pub id: RosterImportId,
    /// Where it stands.
    pub state: ImportState,
    /// Why it was refused, if it was unusable.
    pub refusal: Option<RefusalCode>,
    /// The version of `OneRoster` that the bundle declares.
    pub oneroster_version: Option<String>,
    /// The name of its file, as whoever staged it said.
    pub file_name: Option<String>,
    /// What it does, in numbers, as the person who staged it wrote them.
    pub summary: String,
    /// Who staged it.
    pub staged_by: Option<UserId>,
    /// When it was staged.
    pub staged_at: DateTime<Utc>,
    /// Who applied or discarded it, if a person did.
    pub decided_by: Option<UserId>,
    /// When it was applied, discarded or given up.
    pub decided_at: Option<DateTime<Utc>>,
}

/// The imports of the permitted district, newest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    _: &Permit<'t, ReadRosterImports>,
    page: PageRequest,
) -> Result<Slice<Import>, DbError> {
    let rows = roster_imports::table
        .filter(roster_imports::organization_id.eq(tx.tenant()))
        .filter(roster_imports::id.lt(page.before_id()))
        .order(roster_imports::id.desc())
        .limit(page.limit_plus_one())
        .select(Import::as_select())
        .load(tx.conn())?;
    Ok(page.into_page(rows, |import| import.id.uuid()))
}

/// An import of the permitted district.
///
/// # Errors
/// If the database fails.
pub fn read<'t>(
    tx: &mut Tx<'t>,
    _: &Permit<'t, ReadRosterImports>,
    import: RosterImportId,
) -> Result<Option<Import>, DbError> {
    row(tx, import)
}

pub(super) fn row(tx: &mut Tx<'_>, import: RosterImportId) -> Result<Option<Import>, DbError> {
    Ok(roster_imports::table
        .find((tx.tenant(), bind_id(import)))
        .select(Import::as_select())
        .first(tx.conn())
        .optional()?)
}

pub(super) fn state(
    tx: &mut Tx<'_>,
    import: RosterImportId,
) -> Result<Option<ImportState>, DbError> {
    let state: Option<ImportState> = roster_imports::table
        .find((tx.tenant(), bind_id(import)))
        .select(roster_imports::state)
        .first(tx.conn())
        .optional()?;
    Ok(state)
}
