//! Reading imports.

use diesel::prelude::*;
use domain::{
    access::{
        Permit,
        action::{ApplyRoster, ReadRosterImports},
    },
    ids::RosterImportId,
};

use super::{Import, ImportState, stage::BUNDLE};
use crate::{
    database::Tx,
    error::DbError,
    keys::{KeyError, OrganizationKey, Sealed},
    paging::{PageRequest, Slice},
    schema::{roster_bundles, roster_imports},
    sql_types::bind_id,
};

/// The imports of the permitted district, oldest first.
///
/// # Errors
/// If the database fails.
pub fn list(
    tx: &mut Tx<'_>,
    _: &Permit<ReadRosterImports>,
    page: PageRequest,
) -> Result<Slice<Import>, DbError> {
    let rows = roster_imports::table
        .filter(roster_imports::organization_id.eq(tx.tenant()))
        .filter(roster_imports::id.gt(page.after_id()))
        .order(roster_imports::id)
        .limit(page.limit_plus_one())
        .select(Import::as_select())
        .load(tx.conn())?;
    Ok(page.into_page(rows))
}

/// An import of the permitted district.
///
/// # Errors
/// If the database fails.
pub fn read(
    tx: &mut Tx<'_>,
    _: &Permit<ReadRosterImports>,
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

/// A staged bundle, sealed.
pub struct StagedBundle {
    import: RosterImportId,
    key: std::sync::Arc<OrganizationKey>,
    parts: Vec<Sealed>,
    /// How many imports were applied before it was compared.
    pub base_revision: i64,
    /// What it would have done then, in numbers, as whoever staged it wrote them.
    pub preview: String,
}

impl StagedBundle {
    /// Opens it. To be called outside of transactions.
    ///
    /// # Errors
    /// [`KeyError::DoesNotOpen`] if a part was changed or moved.
    pub fn open(&self) -> Result<Vec<u8>, KeyError> {
        let mut bytes = Vec::new();
        for (number, part) in self.parts.iter().enumerate() {
            let opened = self.key.open(BUNDLE, self.import.uuid(), part)?;
            bytes.extend_from_slice(super::stage::unframe(number, &opened)?);
        }
        Ok(bytes)
    }
}

/// Whether there is a staged bundle.
pub enum BundleFound {
    /// There is no such import.
    Unknown,
    /// The import is not staged (any more).
    NotStaged,
    /// Here it is.
    Staged(StagedBundle),
}

/// The bundle of a staged import.
///
/// # Errors
/// If the database fails.
pub fn bundle(
    tx: &mut Tx<'_>,
    _: &Permit<ApplyRoster>,
    import: RosterImportId,
) -> Result<BundleFound, DbError> {
    match state(tx, import)? {
        None => return Ok(BundleFound::Unknown),
        Some(ImportState::Staged) => {}
        Some(_) => return Ok(BundleFound::NotStaged),
    }
    let parts = roster_bundles::table
        .filter(roster_bundles::organization_id.eq(tx.tenant()))
        .filter(roster_bundles::import_id.eq(bind_id(import)))
        .order(roster_bundles::part)
        .select(roster_bundles::content)
        .load(tx.conn())?;
    let (base_revision, preview) = roster_imports::table
        .find((tx.tenant(), bind_id(import)))
        .select((roster_imports::base_revision, roster_imports::summary))
        .first(tx.conn())?;
    Ok(BundleFound::Staged(StagedBundle {
        import,
        key: tx.organization_key()?,
        parts,
        base_revision,
        preview,
    }))
}
