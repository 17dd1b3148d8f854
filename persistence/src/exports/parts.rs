//! The bytes of an archive that waits: in parts of a bounded size, each sealed under the key of the person
//! whom it is about, with its number, so that parts cannot change places.

use diesel::prelude::*;
use domain::ids::{ExportId, UserId};

use crate::{
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    keys::{KeyError, SealContext, Sealed},
    schema::export_parts,
};

/// Where the parts stand.
const CONTENT: SealContext = SealContext::of("export_parts", "content");

/// Bytes of an archive in one row.
const PART: usize = 1 << 20;

/// Bytes of the number before the content of a part.
const FRAME: usize = 4;

/// Keeps an archive, in place of what was kept of it before.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    (export, subject): (ExportId, UserId),
    archive: &[u8],
) -> Result<(), DbError> {
    let key = subject_key(tx, subject)?;
    forget(tx, export)?;
    for (number, content) in (0_u32..).zip(archive.chunks(PART)) {
        let mut framed = Vec::with_capacity(FRAME + content.len());
        framed.extend_from_slice(&number.to_be_bytes());
        framed.extend_from_slice(content);
        let sealed = key.seal(tx.mint(), CONTENT, export.uuid(), &framed)?;
        let part = i32::try_from(number).map_err(|_| DbError::Corrupt("parts are few"))?;
        let row = (
            export_parts::organization_id.eq(tx.tenant()),
            export_parts::export_id.eq(export),
            export_parts::part.eq(part),
            export_parts::content.eq(sealed),
        );
        diesel::insert_into(export_parts::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Opens an archive.
pub(super) fn open(
    tx: &mut Tx<'_>,
    (export, subject): (ExportId, UserId),
) -> Result<Vec<u8>, DbError> {
    let parts: Vec<Sealed> = export_parts::table
        .filter(export_parts::organization_id.eq(tx.tenant()))
        .filter(export_parts::export_id.eq(export))
        .order(export_parts::part)
        .select(export_parts::content)
        .load(tx.conn())?;
    let key = subject_key(tx, subject)?;
    let mut bytes = Vec::new();
    for (number, part) in (0_u32..).zip(&parts) {
        let opened = key.open(CONTENT, export.uuid(), part)?;
        let (frame, content) = opened
            .split_first_chunk::<FRAME>()
            .ok_or(KeyError::DoesNotOpen)?;
        if u32::from_be_bytes(*frame) != number {
            return Err(KeyError::DoesNotOpen.into());
        }
        bytes.extend_from_slice(content);
    }
    Ok(bytes)
}

/// Deletes an archive.
pub(super) fn forget(tx: &mut Tx<'_>, export: ExportId) -> Result<(), DbError> {
    let parts = export_parts::table
        .filter(export_parts::organization_id.eq(tx.tenant()))
        .filter(export_parts::export_id.eq(export));
    diesel::delete(parts).execute(tx.conn())?;
    Ok(())
}
