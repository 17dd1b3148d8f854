//! What was erased for good, written down in the transaction that erases it.

use diesel::prelude::*;
use domain::{
    backups::erased::{ErasedPart, ErasureCause},
    ids::PLATFORM,
    rights::suppression::{LeftMark, packed},
};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::DbError,
    keys::Keyring,
    schema::erased_subjects,
    sql_types::{BindUuid, bind_id, bind_instant},
};

/// Writes down that somebody of the tenant was erased, for the ledger, and which marks are left of them. A
/// person is erased once.
///
/// # Errors
/// If the database fails.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    subject: Uuid,
    part: ErasedPart,
    cause: ErasureCause,
    marks: &[LeftMark],
) -> Result<(), DbError> {
    let tenant = tx.organization();
    let (id, now) = (tx.mint().id(tx.now()), bind_instant(tx.now()));
    tx.within(PLATFORM, |tx| {
        if part == ErasedPart::Person {
            let before: i64 = erased_subjects::table
                .filter(erased_subjects::organization_id.eq(tx.tenant()))
                .filter(erased_subjects::tenant_id.eq(bind_id(tenant)))
                .filter(erased_subjects::subject_id.eq(BindUuid(subject)))
                .filter(erased_subjects::part.eq(part))
                .count()
                .get_result(tx.conn())?;
            if before > 0 {
                return Ok(());
            }
        }
        let row = (
            erased_subjects::organization_id.eq(tx.tenant()),
            erased_subjects::id.eq(BindUuid(id)),
            erased_subjects::tenant_id.eq(bind_id(tenant)),
            erased_subjects::subject_id.eq(BindUuid(subject)),
            erased_subjects::part.eq(part),
            erased_subjects::cause.eq(cause),
            erased_subjects::marks.eq(packed(marks)),
            erased_subjects::erased_at.eq(now),
        );
        diesel::insert_into(erased_subjects::table)
            .values(row)
            .execute(tx.conn())?;
        Ok(())
    })?;
    tx.fill_cache(Keyring::note_erasure);
    Ok(())
}
