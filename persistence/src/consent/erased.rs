//! The end of the consents for a child whose account is erased.

use diesel::prelude::*;
use domain::{
    backups::erased::ErasureCause,
    ids::{ConsentId, UserId},
};

use super::{
    ends::{EndReason, end},
    in_force, question,
};
use crate::{
    accounts::keys_of::destroy_subject_key,
    database::Tx,
    error::DbError,
    schema::{consent_requests, consents, users},
};

/// Ends every consent for a child, and forgets the child's name where the parent was asked. That there
/// were consents stays; the child's key goes with the account.
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
    question::forget_all(tx, child)
}

/// Ends every consent and question of a parent whose account is erased, for the children of whom there is
/// no account: nobody could decide about them any more (AGE-10, row 2).
///
/// # Errors
/// If the database fails.
pub(crate) fn end_of_parent(tx: &mut Tx<'_>, parent: UserId) -> Result<(), DbError> {
    let asked_for: Vec<UserId> = consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::parent_id.eq(parent))
        .order(consent_requests::child_id)
        .select(consent_requests::child_id)
        .distinct()
        .load(tx.conn())?;
    for child in asked_for {
        if !has_account(tx, child)? {
            end_for_erased(tx, child)?;
            destroy_subject_key(tx, child, ErasureCause::Requested)?;
        }
    }
    Ok(())
}

/// Whether the account of a child for whom a parent was asked is there.
pub(super) fn has_account(tx: &mut Tx<'_>, child: UserId) -> Result<bool, DbError> {
    let accounts: i64 = users::table
        .find((tx.tenant(), child))
        .count()
        .get_result(tx.conn())?;
    Ok(accounts > 0)
}
