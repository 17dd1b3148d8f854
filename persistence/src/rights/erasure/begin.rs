//! The beginning of an erasure that was granted.

use diesel::prelude::*;
use domain::{
    audit::Changed,
    ids::{ErasureId, ErasureReceiptId},
    mail::MessageKind,
    rights::{RightsRequestKind, erasure::ErasureScope, recovery::window},
    worker::JobKind,
};

use super::{hide, pending};
use crate::{
    accounts::opaque_token::{OpaqueToken, TokenKind},
    database::Tx,
    error::DbError,
    mail::{self, AdultRecipient, NewMessage},
    rights::row::RightsRequest,
    schema::{erasures, rights_requests},
    settings,
    sql_types::bind_instant,
    worker,
};

/// How much a request of this kind erases.
pub(in crate::rights) fn scope_of(kind: RightsRequestKind) -> ErasureScope {
    match kind {
        RightsRequestKind::Erase => ErasureScope::Account,
        _ => ErasureScope::LearningHistory,
    }
}

/// Hides what is to be erased at once, and writes down when it is deleted: after the time in which it can
/// be restored, or by the next work that is done. An account that is hidden already is not hidden again: it
/// is deleted as soon as this request says.
pub(in crate::rights) fn begin(
    tx: &mut Tx<'_>,
    request: &RightsRequest,
) -> Result<Changed, DbError> {
    let scope = scope_of(request.kind);
    if scope == ErasureScope::Account
        && let Some(earlier) = pending::pending(tx, request.subject_id)?
    {
        return pending::hasten(tx, &earlier, request);
    }
    let window = match scope {
        ErasureScope::Account => window(request.authority, request.decider, request.finality),
        // A part is not hidden, so there is nothing to show again.
        ErasureScope::LearningHistory => chrono::TimeDelta::zero(),
    };
    let id: ErasureId = tx.new_id();
    let receipt: ErasureReceiptId = tx.new_id();
    let purge_at = tx.now() + window;
    let code = (!window.is_zero())
        .then(|| OpaqueToken::new(TokenKind::Recovery, tx.organization(), tx.mint()));
    let row = (
        erasures::organization_id.eq(tx.tenant()),
        erasures::id.eq(id),
        erasures::request_id.eq(request.id),
        erasures::subject_id.eq(request.subject_id),
        erasures::scope.eq(scope),
        erasures::hidden_at.eq(bind_instant(tx.now())),
        erasures::purge_at.eq(bind_instant(purge_at)),
        erasures::undo_digest.eq(code.as_ref().map(OpaqueToken::digest)),
        erasures::receipt_id.eq(receipt),
    );
    diesel::insert_into(erasures::table)
        .values(row)
        .execute(tx.conn())?;
    if let Some(code) = &code {
        tell(tx, request, code, purge_at)?;
    }
    let mut changed = Changed::created(id);
    if scope == ErasureScope::Account {
        let (status, locked_at) = hide::hide(tx, id, request.subject_id)?;
        diesel::update(erasures::table.find((tx.tenant(), id)))
            .set((
                erasures::prior_status.eq(Some(status)),
                erasures::prior_locked_at.eq(locked_at.map(bind_instant)),
            ))
            .execute(tx.conn())?;
        changed = changed.and(Changed::ended(request.subject_id));
    }
    diesel::update(rights_requests::table.find((tx.tenant(), request.id)))
        .set(rights_requests::receipt_id.eq(Some(receipt)))
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::CompleteErasure, id.uuid(), purge_at)?;
    Ok(changed)
}

/// Tells an adult that their own account is being deleted, and how to restore it.
fn tell(
    tx: &mut Tx<'_>,
    request: &RightsRequest,
    code: &OpaqueToken,
    purge_at: chrono::DateTime<chrono::Utc>,
) -> Result<(), DbError> {
    let Some(recipient) = AdultRecipient::of_account(tx, request.subject_id)? else {
        return Ok(());
    };
    let message = NewMessage {
        kind: MessageKind::AccountDeletion,
        language: settings::language_of(tx, request.subject_id)?,
        content: [
            ("day".to_owned(), purge_at.date_naive().to_string()),
            ("code".to_owned(), code.reveal().as_str().to_owned()),
        ]
        .into(),
        about: None,
        expires_at: purge_at,
    };
    mail::post(tx, &recipient, &message).map(drop)
}
