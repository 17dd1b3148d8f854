//! Undoing a merge.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::MergeAccounts,
    audit::Changed,
    ids::AccountMergeId,
    rosters::{MergeRefusal, may_undo},
};

use super::{
    hand_over::hand_over,
    identity::{self, RosterIdentity},
    list::{AccountMerge, find},
    merge::MergeOutcome,
    side::side,
};
use crate::{
    access::Permit, audit, database::Tx, directory, error::DbError, guardians, rights,
    schema::account_merges, settings, sql_types::bind_instant, staff::invitations,
};

/// Takes two accounts apart that were merged: what the roster says now is the merged one's again, which
/// is open as before; the other one is as it was when its person had left.
///
/// # Errors
/// If the database or the cipher fails. What is refused changes nothing.
pub fn undo<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, MergeAccounts>,
    merge: AccountMergeId,
) -> Result<MergeOutcome, DbError> {
    let Some(found) = find(tx, merge)? else {
        return Ok(MergeOutcome::Unknown);
    };
    let (by, kept, merged) = (permit.actor().user(), found.kept_id, found.merged_id);
    let Some(of_kept) = side(tx, kept, found.merged_at)? else {
        return Ok(MergeOutcome::NoAccount(kept));
    };
    let Some(of_merged) = side(tx, merged, found.merged_at)? else {
        return Ok(MergeOutcome::NoAccount(merged));
    };
    if !is_the_last(tx, &found)? {
        return Ok(MergeOutcome::Refused(MergeRefusal::NotTheLast));
    }
    if let Err(refusal) = may_undo(by, &of_kept, &of_merged) {
        return Ok(MergeOutcome::Refused(refusal));
    }
    if !identity::regain_logins(tx, merged, kept)? {
        return Ok(MergeOutcome::Refused(MergeRefusal::LoginTaken));
    }
    let said = identity::identity(tx, kept)?;
    let said = identity::sealed_for(tx, said, kept, merged)?;
    let of_roster = identity::status(tx, kept)?;
    let (before, left_at) = before(tx, merge)?;
    identity::put(tx, kept, &before, Some(left_at))?;
    identity::put(tx, merged, &said, None)?;
    invitations::revoke_open(tx, kept)?;
    identity::close(tx, kept)?;
    identity::open(tx, merged, of_kept.kind, of_roster)?;
    hand_over(tx, kept, merged)?;
    guardians::hand_over_contacts(tx, kept, merged)?;
    rights::hand_back(tx, kept, merged)?;
    directory::hand_over(tx, kept, merged)?;
    let settled = settings::hand_over(tx, (kept, merged), by)?;
    diesel::update(account_merges::table.find((tx.tenant(), merge)))
        .set((
            account_merges::undone_by.eq(by),
            account_merges::undone_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    identity::turn_revision(tx)?;
    let changed = Changed::ended(merge)
        .and(Changed::ended(kept))
        .and(Changed::of(merged))
        .and(settled);
    audit::changed(tx, permit, changed.referring_to([found.merged_by, by]))?;
    let undone = find(tx, merge)?.ok_or(DbError::Corrupt("a merge is never deleted"))?;
    Ok(MergeOutcome::Done(undone))
}

/// Whether it is in effect, and no other merge of the account came after it.
fn is_the_last(tx: &mut Tx<'_>, merge: &AccountMerge) -> Result<bool, DbError> {
    let later: i64 = account_merges::table
        .filter(account_merges::organization_id.eq(tx.tenant()))
        .filter(account_merges::kept_id.eq(merge.kept_id))
        .filter(account_merges::undone_at.is_null())
        .filter(account_merges::id.gt(merge.id))
        .count()
        .get_result(tx.conn())?;
    Ok(merge.undone_at.is_none() && later == 0)
}

/// What the account that was kept was in rosters before, and when its person left.
fn before(
    tx: &mut Tx<'_>,
    merge: AccountMergeId,
) -> Result<(RosterIdentity, DateTime<Utc>), DbError> {
    let (source_id, source_index, statement, left_at) = account_merges::table
        .find((tx.tenant(), merge))
        .select((
            account_merges::left_source_id,
            account_merges::left_source_index,
            account_merges::left_statement,
            account_merges::left_roster_at,
        ))
        .first(tx.conn())?;
    let before = RosterIdentity {
        source_id,
        source_index,
        statement,
    };
    Ok((before, left_at))
}
