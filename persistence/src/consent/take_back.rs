//! Taking back what waits: a question without an answer, a form that nobody has looked at, or an answer
//! that is not confirmed yet.

use diesel::prelude::*;
use domain::{
    access::action::WithdrawConsent, audit::Changed, backups::erased::ErasureCause,
    consent::request::RequestState, ids::ConsentRequestId,
};

use super::{
    question::{Waiting, close_one},
    work::forget_question,
};
use crate::{access::Permit, audit, database::Tx, error::DbError, schema::consent_requests};

/// Takes back a question of the permitted household that waits, whatever was answered to it: the state to
/// which that leads; `None` if there is none. Of a child without an account nothing is left (VPC-07).
///
/// # Errors
/// If the database fails.
pub fn take_back<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, WithdrawConsent>,
    request: ConsentRequestId,
) -> Result<Option<RequestState>, DbError> {
    let waiting: Option<Waiting> = consent_requests::table
        .find((tx.tenant(), request))
        .filter(consent_requests::state.eq_any([
            RequestState::NoticeSent,
            RequestState::FormReceived,
            RequestState::Given,
        ]))
        .select((
            consent_requests::id,
            consent_requests::state,
            consent_requests::lapses_at,
        ))
        .first(tx.conn())
        .optional()?;
    let Some(waiting) = waiting else {
        return Ok(None);
    };
    let state = close_one(tx, waiting)?;
    if state.is_some() {
        forget_question(tx, request, ErasureCause::ConsentRefused)?;
        audit::changed(tx, permit, Changed::ended(request))?;
    }
    Ok(state)
}
