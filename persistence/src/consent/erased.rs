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
    accounts::keys_of::destroy_subject_key, database::Tx, error::DbError, schema::consents,
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
    question::forget_all(tx, child)?;
    destroy_subject_key(tx, child, ErasureCause::Requested)
}
