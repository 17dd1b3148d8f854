//! Staging an import.

use diesel::prelude::*;
use domain::{
    access::action::StageRoster,
    audit::Changed,
    ids::RosterImportId,
    rosters::{
        Finding, RefusalCode, Version,
        plan::{DECIDED_WITHIN, TooManyStaged, may_be_staged},
    },
    text::FileName,
    text_enum::TextEnum,
};

use super::{
    bundles::{self, SealedBundle},
    findings,
    import::{Import, ImportState},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    schema::roster_imports,
    sql_types::{bind_id, bind_instant},
};

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
    /// The name of its file, if it was said.
    pub file_name: Option<&'a FileName>,
    /// SHA-256 of its bytes.
    pub digest: [u8; 32],
    /// What it would do, in numbers.
    pub summary: &'a str,
    /// What was found in it.
    pub findings: &'a [Finding],
    /// How many imports were applied before it was compared.
    pub base_revision: i64,
}

/// Records an import, unless too many are staged already. Nothing of it is in effect. Imports that
/// no one decided within [`DECIDED_WITHIN`] are given up with it, and their bundles' bytes deleted.
///
/// # Errors
/// If the database fails.
pub fn stage<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, StageRoster>,
    new: &NewImport<'_>,
) -> Result<Result<Import, TooManyStaged>, DbError> {
    let undecided = undecided(tx)?;
    give_up(tx, &undecided)?;
    if let StagedState::Staged { bundle, .. } = new.state {
        let others = roster_imports::table
            .filter(roster_imports::organization_id.eq(tx.tenant()))
            .filter(roster_imports::state.eq(ImportState::Staged.as_str()))
            .select(roster_imports::id)
            .load::<RosterImportId>(tx.conn())?
            .len();
        if let Err(refusal) = may_be_staged(others, bundles::kept(tx)?, bundle.bytes()) {
            return Ok(Err(refusal));
        }
    }
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
        roster_imports::file_name.eq(new.file_name.map(FileName::as_str)),
        roster_imports::bundle_digest.eq(new.digest.to_vec()),
        roster_imports::base_revision.eq(new.base_revision),
        roster_imports::summary.eq(new.summary),
        roster_imports::staged_by.eq(bind_id(permit.actor().user())),
        roster_imports::staged_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(roster_imports::table)
        .values(row)
        .execute(tx.conn())?;
    if let StagedState::Staged { bundle, .. } = new.state {
        bundles::keep(tx, bundle)?;
    }
    findings::replace(tx, id, new.findings)?;
    let staged_by = permit.actor().user();
    audit::changed(tx, permit, Changed::created(id).referring_to([staged_by]))?;
    Ok(Ok(Import {
        id,
        state,
        refusal,
        oneroster_version: version.map(|version| version.as_str().to_owned()),
        file_name: new.file_name.cloned().map(String::from),
        summary: new.summary.to_owned(),
        staged_by: Some(staged_by),
        staged_at: tx.now(),
        decided_by: None,
        decided_at: None,
    }))
}

/// The staged imports that no one decided within [`DECIDED_WITHIN`].
pub(crate) fn undecided(tx: &mut Tx<'_>) -> Result<Vec<RosterImportId>, DbError> {
    Ok(roster_imports::table
        .filter(roster_imports::organization_id.eq(tx.tenant()))
        .filter(roster_imports::state.eq(ImportState::Staged.as_str()))
        .filter(roster_imports::staged_at.lt(bind_instant(tx.now() - DECIDED_WITHIN)))
        .select(roster_imports::id)
        .load(tx.conn())?)
}

/// Gives up imports, as far as they are still staged, and deletes their bundles' bytes.
pub(crate) fn give_up(tx: &mut Tx<'_>, imports: &[RosterImportId]) -> Result<(), DbError> {
    for import in imports {
        let staged = roster_imports::table
            .find((tx.tenant(), bind_id(*import)))
            .filter(roster_imports::state.eq(ImportState::Staged.as_str()));
        let failed = diesel::update(staged)
            .set((
                roster_imports::state.eq(ImportState::Failed.as_str()),
                roster_imports::decided_at.eq(bind_instant(tx.now())),
            ))
            .execute(tx.conn())?;
        if failed > 0 {
            bundles::discard(tx, *import)?;
        }
    }
    Ok(())
}
