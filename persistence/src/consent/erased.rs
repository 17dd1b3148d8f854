//! The end of the consents for a child whose account is erased.

use diesel::prelude::*;
use domain::{
    backups::erased::ErasureCause,
    ids::{ConsentId, ConsentRequestId, UserId},
};

use super::{
    in_force,
    withdraw::{EndReason, end},
    work::forget_child,
};
use crate::{
    database::Tx,
    error::DbError,
    schema::{consent_requests, consents},
};

/// Ends every consent for a child, and forgets the child's name where the parent was asked. That there
/// were consents stays.
///
/// # Errors
/// If the database fails.
pub(crate) fn end_for_erased(tx: &mut Tx<'_>, child: UserId) -> Result<(), DbError> {
    let given: Vec<ConsentId> = consents::table
        .filter(consents::organization_id.eq(tx.tenant()))
        .filter(consents::child_id.eq(child))
        .select(consents::id)
        .load(tx.conn())?;
    for consent in given {
        if let Some((_, held)) = in_force::active(tx, consent)? {
            end(tx, consent, &held.scopes, EndReason::Withdrawn, None)?;
        }
    }
    let asked: Vec<ConsentRequestId> = consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::child_id.eq(child))
        .select(consent_requests::id)
        .load(tx.conn())?;
    for request in asked {
        forget_child(tx, request, ErasureCause::Requested)?;
    }
    Ok(())
}
