//! The bytes of staged bundles, sealed.

use std::sync::Arc;

use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{ApplyRoster, PreviewRoster},
    },
    ids::{OrganizationId, RosterImportId},
    mint::Mint,
};

use super::{
    import::{self, ImportState},
    rows::PartRow,
    settled::{self, Begun},
    snapshot::RosterSnapshot,
};
use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    keys::{KeyError, OrganizationKey, SealContext, Sealed},
    schema::{roster_bundles, roster_imports},
    sql_types::bind_id,
};

/// Where a bundle's bytes are sealed.
const BUNDLE: SealContext = SealContext::of("roster_bundles", "content");

/// Bytes of a bundle in one row.
const PART: usize = 1 << 20;

/// Bytes of the part's number before its content, so that parts cannot change places.
const FRAME: usize = 4;

/// The bytes of a bundle, sealed in parts under the organization's key.
pub struct SealedBundle {
    pub(super) import: RosterImportId,
    parts: Vec<Vec<u8>>,
}

impl SealedBundle {
    /// Seals. To be called outside of transactions.
    ///
    /// # Errors
    /// If the cipher refuses its input.
    pub fn seal(
        snapshot: &RosterSnapshot,
        bytes: &[u8],
        mint: &dyn Mint,
    ) -> Result<Self, KeyError> {
        let import = RosterImportId::from_uuid(mint.id(snapshot.held.now));
        let parts = (0_u32..).zip(bytes.chunks(PART)).map(|(number, part)| {
            let mut framed = Vec::with_capacity(FRAME + part.len());
            framed.extend_from_slice(&number.to_be_bytes());
            framed.extend_from_slice(part);
            let sealed = snapshot.key.seal(mint, BUNDLE, import.uuid(), &framed)?;
            Ok(sealed.into_bytes())
        });
        Ok(Self {
            import,
            parts: parts.collect::<Result<_, KeyError>>()?,
        })
    }

    /// How many bytes it takes, to the next full part.
    pub(super) fn bytes(&self) -> usize {
        self.parts.len().saturating_mul(PART)
    }
}

/// The content of a part, if it is the one of this number.
fn unframe(number: usize, framed: &[u8]) -> Result<&[u8], KeyError> {
    let (frame, part) = framed
        .split_first_chunk::<FRAME>()
        .ok_or(KeyError::DoesNotOpen)?;
    let found = usize::try_from(u32::from_be_bytes(*frame)).ok();
    if found == Some(number) {
        Ok(part)
    } else {
        Err(KeyError::DoesNotOpen)
    }
}

/// A staged bundle, sealed.
pub struct StagedBundle {
    import: RosterImportId,
    key: Arc<OrganizationKey>,
    parts: Vec<Sealed>,
    /// How many imports were applied before it was compared.
    pub base_revision: i64,
    /// What it would have done then, in numbers, as the person who staged it wrote them.
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
            bytes.extend_from_slice(unframe(number, &opened)?);
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

/// A right to open the bundle of a staged import.
pub trait OpensBundle: Action<Subject = OrganizationId> {}

impl OpensBundle for ApplyRoster {}
impl OpensBundle for PreviewRoster {}

/// The bundle of a staged import.
///
/// # Errors
/// If the database fails.
pub fn bundle<'t, A: OpensBundle>(
    tx: &mut Tx<'t>,
    _: &Permit<'t, A>,
    import: RosterImportId,
) -> Result<BundleFound, DbError> {
    match import::state(tx, import)? {
        None => return Ok(BundleFound::Unknown),
        Some(ImportState::Staged) => {}
        Some(_) => return Ok(BundleFound::NotStaged),
    }
    Ok(BundleFound::Staged(read(tx, import)?))
}

/// The bundle of the import that is being applied, and what is held by now; `None` if none is.
///
/// # Errors
/// If the database fails.
pub fn bundle_being_applied(
    tx: &mut Tx<'_>,
) -> Result<Option<(StagedBundle, RosterSnapshot)>, DbError> {
    let Some(Begun { import, permit }) = settled::begun(tx)? else {
        return Ok(None);
    };
    let snapshot = RosterSnapshot::read(tx, &permit)?;
    Ok(Some((read(tx, import)?, snapshot)))
}

fn read(tx: &mut Tx<'_>, import: RosterImportId) -> Result<StagedBundle, DbError> {
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
    Ok(StagedBundle {
        import,
        key: tx.organization_key()?,
        parts,
        base_revision,
        preview,
    })
}

/// Keeps the bytes of a bundle. Row by row: a statement with many of these would be large.
pub(super) fn keep(tx: &mut Tx<'_>, bundle: &SealedBundle) -> Result<(), DbError> {
    let organization_id = bind_id(tx.tenant());
    for (part, content) in (0..).zip(&bundle.parts) {
        let row = PartRow {
            organization_id,
            import_id: bind_id(bundle.import),
            part,
            content: content.clone(),
        };
        insert_all!(tx, roster_bundles::table, [row]);
    }
    Ok(())
}

/// How many bytes the staged bundles of the tenant take, each to the next full part: counted without
/// reading any.
pub(super) fn kept(tx: &mut Tx<'_>) -> Result<usize, DbError> {
    let parts: i64 = roster_bundles::table
        .filter(roster_bundles::organization_id.eq(tx.tenant()))
        .count()
        .get_result(tx.conn())?;
    Ok(usize::try_from(parts)
        .unwrap_or(usize::MAX)
        .saturating_mul(PART))
}

/// Deletes the bytes of a bundle.
pub(super) fn discard(tx: &mut Tx<'_>, import: RosterImportId) -> Result<(), DbError> {
    diesel::delete(
        roster_bundles::table
            .filter(roster_bundles::organization_id.eq(tx.tenant()))
            .filter(roster_bundles::import_id.eq(bind_id(import))),
    )
    .execute(tx.conn())?;
    Ok(())
}
