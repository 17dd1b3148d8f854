//! The end of a consent that was none: "this was not me", or nobody is reached by the message that
//! confirms it. Everything that came of it is purged (VPC-02); a child who was there before it is locked,
//! and what was collected under an earlier consent stays under its terms (VPC-09).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    age::eighteen::Majority,
    audit::{AccountEvent, Changed},
    backups::erased::ErasureCause,
    consent::request::{RequestEvent, RequestState, consent_step},
    ids::{ConsentId, ConsentRequestId, UserId},
    mail::MessageKind,
};

use super::{
    ends::{EndReason, end},
    in_force, question,
    withdraw::tell,
};
use crate::{
    accounts::{erasure, opaque_token::OpaqueToken},
    age,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    schema::{consent_ends, consent_requests, consents},
    sql_types::bind_instant,
};

/// Takes back what the holder of the link never agreed to: the state that it leads to, or `None` if
/// the link is good for nothing.
///
/// # Errors
/// If the database fails.
pub fn revoke(tx: &mut Tx<'_>, token: &OpaqueToken) -> Result<Option<RequestState>, DbError> {
    let request: Option<ConsentRequestId> = consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::revoking_digest.eq(Some(token.digest())))
        .select(consent_requests::id)
        .first(tx.conn())
        .optional()?;
    match request {
        None => Ok(None),
        Some(request) => undo(tx, request, EndReason::NotMe),
    }
}

/// Ends a consent of which nobody could be told.
pub(crate) fn end_unreachable(tx: &mut Tx<'_>, request: ConsentRequestId) -> Result<(), DbError> {
    undo(tx, request, EndReason::Unreachable).map(drop)
}

fn undo(
    tx: &mut Tx<'_>,
    request: ConsentRequestId,
    reason: EndReason,
) -> Result<Option<RequestState>, DbError> {
    type Row = (
        (UserId, UserId),
        Option<ConsentId>,
        RequestState,
        DateTime<Utc>,
    );
    let row = consent_requests::table.find((tx.tenant(), request));
    let ((parent, child), renews, state, lapses_at): Row = row
        .select((
            (consent_requests::parent_id, consent_requests::child_id),
            consent_requests::renews,
            consent_requests::state,
            consent_requests::lapses_at,
        ))
        .first(tx.conn())?;
    if age::majority(tx, child)? == Majority::Adult {
        return Ok(None);
    }
    let consent: Option<ConsentId> = consents::table
        .filter(consents::organization_id.eq(tx.tenant()))
        .filter(consents::request_id.eq(request))
        .select(consents::id)
        .first(tx.conn())
        .optional()?;
    if let Some(consent) = consent
        && was_superseded(tx, consent)?
    {
        return Ok(None);
    }
    let Ok(state) = consent_step(state, RequestEvent::Revoke, lapses_at, tx.now()) else {
        return Ok(None);
    };
    diesel::update(row)
        .set((
            consent_requests::state.eq(state),
            consent_requests::ended_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    let mut changed = Changed::of(request);
    if let Some(consent) = consent {
        if let Some((_, held)) = in_force::active(tx, consent)? {
            end(tx, consent, &held.scopes, reason, None)?;
        }
        changed = changed.and(Changed::ended(consent));
    }
    for held in in_force::of_child(tx, child)? {
        end(tx, held.id, &held.scopes, reason, None)?;
    }
    if renews.is_some() {
        question::close(tx, child)?;
        erasure::lock_student(tx, child)?;
        tell(tx, parent, MessageKind::ConsentEnded)?;
        changed = changed.and(Changed::of(child));
    } else {
        erasure::delete_student(tx, child, ErasureCause::ConsentVoid)?;
        question::forget_all(tx, child)?;
        changed = changed.and(Changed::ended(child));
    }
    let event = Entry::of_nobody(AccountEvent::ConsentDecided, None).that(changed);
    audit::append(tx, &event)?;
    Ok(Some(state))
}

/// Whether a later consent is in the place of one. What is said of it says nothing about that one.
fn was_superseded(tx: &mut Tx<'_>, consent: ConsentId) -> Result<bool, DbError> {
    let superseded: i64 = consent_ends::table
        .filter(consent_ends::organization_id.eq(tx.tenant()))
        .filter(consent_ends::consent_id.eq(consent))
        .filter(consent_ends::reason.eq(EndReason::Superseded))
        .count()
        .get_result(tx.conn())?;
    Ok(superseded > 0)
}
