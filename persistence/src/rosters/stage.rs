//! Staging an import.

use diesel::prelude::*;
use domain::{
    access::{Permit, action::StageRoster},
    ids::RosterImportId,
    mint::Mint,
    rosters::{Finding, RefusalCode, Version, plan::DECIDED_WITHIN},
    text_enum::TextEnum,
};

use super::{
    Import, ImportState, RosterSnapshot, apply::discard_bundle, batch::insert_all, findings,
    rows::PartRow,
};
use crate::{
    audit,
    database::Tx,
    error::DbError,
    keys::{KeyError, SealContext},
    schema::{roster_bundles, roster_imports},
    sql_types::{bind_id, bind_instant},
};

/// Where a bundle's bytes are sealed.
pub(super) const BUNDLE: SealContext = SealContext::of("roster_bundles", "content");

/// Bytes of a bundle in one row.
const PART: usize = 1 << 20;

/// Bytes of the part's number before its content, so that parts cannot change places.
const FRAME: usize = 4;

/// The bytes of a bundle, sealed in parts under the organization's key.
pub struct SealedBundle {
    import: RosterImportId,
    parts: Vec<Vec<u8>>,
}

impl SealedBundle {
    /// Seals. To be called outside of transactions.
    ///
    /// # Errors
    /// If the cipher refuses its input.
    pub fn seal(held: &RosterSnapshot, bytes: &[u8], mint: &dyn Mint) -> Result<Self, KeyError> {
        let import = RosterImportId::from_uuid(mint.id(held.now));
        let parts = (0_u32..).zip(bytes.chunks(PART)).map(|(number, part)| {
            let mut framed = Vec::with_capacity(FRAME + part.len());
            framed.extend_from_slice(&number.to_be_bytes());
            framed.extend_from_slice(part);
            let sealed = held.key.seal(mint, BUNDLE, import.uuid(), &framed)?;
            Ok(sealed.into_bytes())
        });
        Ok(Self {
            import,
            parts: parts.collect::<Result<_, KeyError>>()?,
        })
    }
}

/// The content of a part, if it is the one of this number.
pub(super) fn unframe(number: usize, framed: &[u8]) -> Result<&[u8], KeyError> {
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

/// What reading a bundle led to.
pub enum StagedState {
    /// It can be applied.
    Staged {
        /// Its bytes.
        bundle: SealedBundle,
        /// The version that it declares.
        version: Version,
    },
    /// It is unusable. Its bytes are not kept.
    Refused(RefusalCode),
}

/// An import to be recorded.
pub struct NewImport<'a> {
    /// What reading led to.
    pub state: &'a StagedState,
    /// SHA-256 of its bytes.
    pub digest: [u8; 32],
    /// What it would do, in numbers.
    pub summary: &'a str,
    /// What was found in it.
    pub findings: &'a [Finding],
    /// How many imports were applied before it was compared.
    pub base_revision: i64,
}

/// Records an import. Nothing of it is in effect. Imports that nobody decided within
/// [`DECIDED_WITHIN`] are given up with it, and their bundles' bytes deleted.
///
/// # Errors
/// If the database fails.
pub fn stage(
    tx: &mut Tx<'_>,
    permit: &Permit<StageRoster>,
    new: &NewImport<'_>,
) -> Result<Import, DbError> {
    give_up_undecided(tx)?;
    let (id, state, refusal, version) = match new.state {
        StagedState::Staged { bundle, version } => {
            (bundle.import, ImportState::Staged, None, Some(*version))
        }
        StagedState::Refused(code) => (tx.new_id(), ImportState::Refused, Some(*code), None),
    };
    let row = (
        roster_imports::organization_id.eq(tx.tenant()),
        roster_imports::id.eq(bind_id(id)),
        roster_imports::state.eq(state.as_str()),
        roster_imports::refusal.eq(refusal.map(TextEnum::as_str)),
        roster_imports::oneroster_version.eq(version.map(TextEnum::as_str)),
        roster_imports::bundle_digest.eq(new.digest.to_vec()),
        roster_imports::base_revision.eq(new.base_revision),
        roster_imports::summary.eq(new.summary),
        roster_imports::staged_by.eq(bind_id(permit.actor().user)),
        roster_imports::staged_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(roster_imports::table)
        .values(row)
        .execute(tx.conn())?;
    if let StagedState::Staged { bundle, .. } = new.state {
        // Row by row: a statement with many of these would be large.
        for (part, content) in (0..).zip(&bundle.parts) {
            let rows = [PartRow {
                organization_id: bind_id(tx.tenant()),
                import_id: bind_id(id),
                part,
                content: content.clone(),
            }];
            insert_all!(tx, roster_bundles::table, rows);
        }
    }
    findings::replace(tx, id, new.findings)?;
    audit::performed(tx, permit, 1)?;
    Ok(Import {
        id,
        state,
        refusal: refusal.map(|code| code.as_str().to_owned()),
        oneroster_version: version.map(|version| version.as_str().to_owned()),
        summary: new.summary.to_owned(),
        staged_at: tx.now(),
        decided_at: None,
    })
}

fn give_up_undecided(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let undecided: Vec<RosterImportId> = roster_imports::table
        .filter(roster_imports::organization_id.eq(tx.tenant()))
        .filter(roster_imports::state.eq(ImportState::Staged.as_str()))
        .filter(roster_imports::staged_at.lt(bind_instant(tx.now() - DECIDED_WITHIN)))
        .select(roster_imports::id)
        .load(tx.conn())?;
    for import in undecided {
        discard_bundle(tx, import)?;
        diesel::update(roster_imports::table.find((tx.tenant(), bind_id(import))))
            .set((
                roster_imports::state.eq(ImportState::Failed.as_str()),
                roster_imports::decided_at.eq(bind_instant(tx.now())),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}
