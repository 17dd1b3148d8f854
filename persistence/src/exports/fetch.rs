//! Fetching a copy, once.

use diesel::prelude::*;
use domain::{
    access::action::{ExportStudent, FetchOwnExport},
    audit::{ChangeRole, Changed, Shown},
    exports::state::{ExportEvent, ExportRefusal, export_step},
    ids::{ExportId, UserId},
};

use super::{
    list::{Export, find},
    parts,
};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, keys::KeyError, schema::exports,
    sql_types::bind_instant,
};

/// An archive that is handed out.
pub struct Fetched {
    /// The copy.
    pub export: Export,
    /// The archive.
    pub bytes: Vec<u8>,
}

/// About whom a copy is that the permitted person asked for; `None` if there is no such copy of theirs.
///
/// # Errors
/// If the database fails.
pub fn subject_of<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, FetchOwnExport>,
    export: ExportId,
) -> Result<Option<UserId>, DbError> {
    Ok(find(tx, permit.subject(), export)?.map(|export| export.subject))
}

/// Hands out the archive of a copy that the permitted person asked for, and deletes it; `None` if there is
/// no such copy of theirs. Of a student it takes the permit for that student too, at this instant.
///
/// # Errors
/// If the database or the cipher fails. The inner error is the rule's refusal.
pub fn fetch<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, FetchOwnExport>,
    of_student: Option<&Permit<'t, ExportStudent>>,
    export: ExportId,
) -> Result<Option<Result<Fetched, ExportRefusal>>, DbError> {
    let Some(mut export) = find(tx, permit.subject(), export)? else {
        return Ok(None);
    };
    let permitted = of_student.map_or(permit.subject(), |permit| permit.subject().student);
    // What was gathered for a parent is handed to one, also if the office would reach the student.
    let stands_so = of_student.is_none_or(|permit| permit.relationship() == export.relationship);
    if export.subject != permitted || !stands_so {
        return Ok(None);
    }
    let step = export_step(
        export.state,
        ExportEvent::Fetch,
        export.expires_at,
        tx.now(),
    );
    let state = match step {
        Ok(state) => state,
        Err(refusal) => return Ok(Some(Err(refusal))),
    };
    let bytes = parts::open(tx, (export.id, export.subject))?;
    if u32::try_from(bytes.len()).ok() != export.bytes {
        return Err(KeyError::DoesNotOpen.into());
    }
    parts::forget(tx, export.id)?;
    diesel::update(exports::table.find((tx.tenant(), export.id)))
        .set((
            exports::state.eq(state),
            exports::fetched_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    export.state = state;
    export.fetched_at = Some(tx.now());
    let changed =
        Changed::of(export.id).and(Changed::each(ChangeRole::Referenced, [export.subject]));
    audit::changed(tx, permit, changed)?;
    if let Some(permit) = of_student {
        audit::disclosed(tx, permit, Shown::each([export.subject]))?;
    }
    Ok(Some(Ok(Fetched { export, bytes })))
}
