//! A review, which renews a hold.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageHolds,
    audit::Changed,
    holds::{HoldRefused, may_renew},
    ids::LegalHoldId,
};

use super::row::{LegalHold, find, open};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::legal_holds,
    sql_types::bind_instant,
};

/// What became of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenewOutcome {
    /// It holds until the next review. The actor answers for it.
    Renewed(Box<LegalHold>),
    /// It is not renewed.
    Refused(HoldRefused),
    /// The district has no such hold.
    NothingThere,
}

/// Notes that the actor looked at the matter, and lets a hold of the permitted district stand until the
/// next review.
///
/// # Errors
/// If the database or the cipher fails.
pub fn renew<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageHolds>,
    hold: LegalHoldId,
    review_by: DateTime<Utc>,
) -> Result<RenewOutcome, DbError> {
    let Some(found) = find(tx, hold)? else {
        return Ok(RenewOutcome::NothingThere);
    };
    if let Err(refused) = may_renew(found.term(), review_by, tx.now()) {
        return Ok(RenewOutcome::Refused(refused));
    }
    let me = permit.actor().user();
    diesel::update(legal_holds::table.find((tx.tenant(), hold)))
        .set((
            legal_holds::owner_id.eq(me),
            legal_holds::reviewed_at.eq(Some(bind_instant(tx.now()))),
            legal_holds::review_by.eq(bind_instant(review_by)),
        ))
        .execute(tx.conn())?;
    let changed = Changed::of(hold)
        .referring_to(found.subject_id)
        .referring_to(found.school_id)
        .referring_to([me]);
    audit::changed(tx, permit, changed)?;
    let renewed = find(tx, hold)?.ok_or(DbError::Corrupt("a hold is not deleted"))?;
    Ok(RenewOutcome::Renewed(Box::new(open(tx, &renewed)?)))
}
