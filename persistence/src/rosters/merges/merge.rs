//! Merging.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::MergeAccounts,
    audit::Changed,
    ids::{AccountMergeId, UserId},
    rosters::{MergeRefusal, RosterStanding, may_merge},
};

use super::{
    hand_over::hand_over,
    identity,
    list::{AccountMerge, find},
    side::side,
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    directory,
    error::DbError,
    guardians, rights,
    schema::account_merges,
    settings,
    sql_types::bind_instant,
    staff::{
        invitation_scope::{self, Whose},
        invitations,
    },
};

/// What became of an attempt to merge, or to undo it.
#[derive(Debug)]
pub enum MergeOutcome {
    /// It is done.
    Done(AccountMerge),
    /// There is no such merge.
    Unknown,
    /// There is no such account, or its records were erased.
    NoAccount(UserId),
    /// It is not done.
    Refused(MergeRefusal),
}

/// Makes what a roster says of `merged` what it says of `kept`, with the roles and the places in classes.
/// The account of who left is open again with its work and its login; the other one is closed. Imports
/// that were compared before are compared anew.
///
/// # Errors
/// If the database or the cipher fails.
pub fn merge<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, MergeAccounts>,
    kept: UserId,
    merged: UserId,
) -> Result<MergeOutcome, DbError> {
    let Some(of_kept) = side(tx, kept, DateTime::UNIX_EPOCH)? else {
        return Ok(MergeOutcome::NoAccount(kept));
    };
    let Some(of_merged) = side(tx, merged, DateTime::UNIX_EPOCH)? else {
        return Ok(MergeOutcome::NoAccount(merged));
    };
    let by = permit.actor().user();
    if let Err(refusal) = may_merge(by, &of_kept, &of_merged) {
        return Ok(MergeOutcome::Refused(refusal));
    }
    let RosterStanding::Left(left_at) = of_kept.standing else {
        return Ok(MergeOutcome::Refused(MergeRefusal::NotLeft));
    };
    let id = record(tx, by, kept, merged, left_at)?;
    let said = identity::identity(tx, merged)?;
    let said = identity::sealed_for(tx, said, merged, kept)?;
    let of_roster = identity::status(tx, merged)?;
    identity::take(tx, merged)?;
    identity::put(tx, kept, &said, None)?;
    identity::give_up_logins(tx, merged)?;
    identity::inherit_logins(tx, merged, kept)?;
    invitations::revoke_open(tx, merged)?;
    identity::close(tx, merged)?;
    identity::open(tx, kept, of_kept.kind, of_roster)?;
    hand_over(tx, merged, kept)?;
    guardians::hand_over_contacts(tx, merged, kept)?;
    rights::hand_over(tx, merged, kept)?;
    directory::hand_over(tx, merged, kept)?;
    let settled = settings::hand_over(tx, (merged, kept), by)?;
    invitation_scope::revoke_out_of_scope(tx, Whose::Of(kept))?;
    identity::turn_revision(tx)?;
    let changed = Changed::created(id)
        .and(Changed::of(kept))
        .and(Changed::ended(merged))
        .and(settled);
    audit::changed(tx, permit, changed.referring_to([by]))?;
    let done = find(tx, id)?.ok_or(DbError::Corrupt("a merge that was recorded is there"))?;
    Ok(MergeOutcome::Done(done))
}

fn record(
    tx: &mut Tx<'_>,
    by: UserId,
    kept: UserId,
    merged: UserId,
    left_at: DateTime<Utc>,
) -> Result<AccountMergeId, DbError> {
    let id = tx.new_id();
    let before = identity::identity(tx, kept)?;
    let row = (
        account_merges::organization_id.eq(tx.tenant()),
        account_merges::id.eq(id),
        account_merges::kept_id.eq(kept),
        account_merges::merged_id.eq(merged),
        account_merges::left_source_id.eq(before.source_id),
        account_merges::left_source_index.eq(before.source_index),
        account_merges::left_statement.eq(before.statement),
        account_merges::left_roster_at.eq(bind_instant(left_at)),
        account_merges::merged_by.eq(by),
        account_merges::merged_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(account_merges::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(id)
}
