//! An account that is being deleted already, or is gone: it is hidden once, and deleted once.

use diesel::prelude::*;
use domain::{
    audit::Changed,
    ids::{ErasureReceiptId, UserId},
    rights::{erasure::ErasureScope, recovery::window},
    worker::JobKind,
};

use super::Erasure;
use crate::{
    database::Tx,
    error::DbError,
    rights::row::RightsRequest,
    schema::{erasures, rights_requests, users},
    sql_types::bind_instant,
    worker,
};

/// An account that is gone.
#[derive(Clone, Copy, Debug)]
pub(in crate::rights) struct Gone {
    /// The number of the receipt, if its erasure left one.
    pub(in crate::rights) receipt: Option<ErasureReceiptId>,
}

/// That the account of a person is gone; `None` if it is not.
pub(in crate::rights) fn gone(tx: &mut Tx<'_>, person: UserId) -> Result<Option<Gone>, DbError> {
    let receipt: Option<ErasureReceiptId> = erasures::table
        .filter(erasures::organization_id.eq(tx.tenant()))
        .filter(erasures::subject_id.eq(person))
        .filter(erasures::scope.eq(ErasureScope::Account))
        .filter(erasures::purged_at.is_not_null())
        .order(erasures::id.desc())
        .select(erasures::receipt_id)
        .first(tx.conn())
        .optional()?;
    let accounts: i64 = users::table
        .find((tx.tenant(), person))
        .count()
        .get_result(tx.conn())?;
    let is_gone = receipt.is_some() || accounts == 0;
    Ok(is_gone.then_some(Gone { receipt }))
}

/// The erasure of a person's account that is not over.
pub(super) fn pending(tx: &mut Tx<'_>, person: UserId) -> Result<Option<Erasure>, DbError> {
    Ok(erasures::table
        .filter(erasures::organization_id.eq(tx.tenant()))
        .filter(erasures::subject_id.eq(person))
        .filter(erasures::scope.eq(ErasureScope::Account))
        .filter(erasures::undone_at.is_null())
        .filter(erasures::purged_at.is_null())
        .select(Erasure::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Whether a request would erase an account that is being erased, and no sooner.
pub(in crate::rights) fn is_repeated(
    tx: &mut Tx<'_>,
    request: &RightsRequest,
) -> Result<bool, DbError> {
    let leaves_time = !window(request.authority, request.decider, request.finality).is_zero();
    Ok(leaves_time && pending(tx, request.subject_id)?.is_some())
}

/// Ends the time in which the account can be restored that a request erases.
pub(in crate::rights) fn end_time(
    tx: &mut Tx<'_>,
    request: &RightsRequest,
) -> Result<Changed, DbError> {
    let pending = pending(tx, request.subject_id)?;
    match pending.filter(|erasure| erasure.request_id == request.id) {
        Some(erasure) => hasten(tx, &erasure, request),
        None => Ok(Changed::nothing()),
    }
}

/// Ends the time in which an account that is hidden can be restored: the next work deletes it, and the
/// request is done with it.
pub(super) fn hasten(
    tx: &mut Tx<'_>,
    erasure: &Erasure,
    request: &RightsRequest,
) -> Result<Changed, DbError> {
    let purge_at = erasure.purge_at.min(tx.now());
    diesel::update(erasures::table.find((tx.tenant(), erasure.id)))
        .set((
            erasures::purge_at.eq(bind_instant(purge_at)),
            erasures::undo_digest.eq(None::<Vec<u8>>),
        ))
        .execute(tx.conn())?;
    diesel::update(rights_requests::table.find((tx.tenant(), request.id)))
        .set(rights_requests::receipt_id.eq(Some(erasure.receipt_id)))
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::CompleteErasure, erasure.id.uuid(), tx.now())?;
    Ok(Changed::of(erasure.id))
}
