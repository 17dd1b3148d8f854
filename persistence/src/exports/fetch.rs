//! Fetching a copy, once.

use diesel::prelude::*;
use domain::{
    access::action::{ExportStudent, FetchOwnExport},
    audit::{ChangeRole, Changed, Shown},
    exports::state::{ExportEvent, ExportRefusal, export_step},
    ids::{ExportId, UserId},
};

use super::{
    CONTENT,
    build::forget_content,
    list::{Export, find},
};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    audit,
    database::Tx,
    error::DbError,
    keys::{KeyError, Sealed},
    schema::{export_parts, exports},
    sql_types::bind_instant,
};

/// Bytes of a part's number before its content, so that parts cannot change places.
pub(super) const FRAME: usize = 4;

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
    if export.subject != permitted {
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
    let bytes = content(tx, &export)?;
    forget_content(tx, export.id)?;
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

fn content(tx: &mut Tx<'_>, export: &Export) -> Result<Vec<u8>, DbError> {
    let parts: Vec<Sealed> = export_parts::table
        .filter(export_parts::organization_id.eq(tx.tenant()))
        .filter(export_parts::export_id.eq(export.id))
        .order(export_parts::part)
        .select(export_parts::content)
        .load(tx.conn())?;
    let key = subject_key(tx, export.subject)?;
    let mut bytes = Vec::new();
    for (number, part) in (0_u32..).zip(&parts) {
        let opened = key.open(CONTENT, export.id.uuid(), part)?;
        let (frame, content) = opened
            .split_first_chunk::<FRAME>()
            .ok_or(KeyError::DoesNotOpen)?;
        if u32::from_be_bytes(*frame) != number {
            return Err(KeyError::DoesNotOpen.into());
        }
        bytes.extend_from_slice(content);
    }
    if u32::try_from(bytes.len()).ok() == export.bytes {
        Ok(bytes)
    } else {
        Err(KeyError::DoesNotOpen.into())
    }
}
