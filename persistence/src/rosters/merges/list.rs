//! Merges: what they are, and reading them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::MergeAccounts,
    audit::Shown,
    ids::{AccountMergeId, UserId},
};

use crate::{
    access::Permit,
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::account_merges,
};

/// That one account was merged into another.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = account_merges, check_for_backend(MultiBackend))]
pub struct AccountMerge {
    /// Its id.
    pub id: AccountMergeId,
    /// The account that was kept: of the person who left.
    pub kept_id: UserId,
    /// The account that was merged into it, and ended.
    pub merged_id: UserId,
    /// Who merged them.
    pub merged_by: UserId,
    /// When.
    pub merged_at: DateTime<Utc>,
    /// Who undid it, if it is undone.
    pub undone_by: Option<UserId>,
    /// When.
    pub undone_at: Option<DateTime<Utc>>,
}

impl AccountMerge {
    /// Everybody whom it names.
    fn people(&self) -> impl Iterator<Item = UserId> + '_ {
        [self.kept_id, self.merged_id, self.merged_by]
            .into_iter()
            .chain(self.undone_by)
    }
}

/// The merges of the permitted district, newest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, MergeAccounts>,
    page: PageRequest,
) -> Result<Slice<AccountMerge>, DbError> {
    let rows = account_merges::table
        .filter(account_merges::organization_id.eq(tx.tenant()))
        .filter(account_merges::id.lt(page.before_id()))
        .order(account_merges::id.desc())
        .limit(page.limit_plus_one())
        .select(AccountMerge::as_select())
        .load(tx.conn())?;
    let found = page.into_page(rows, |merge| merge.id.uuid());
    shown(tx, permit, &found.rows)?;
    Ok(found)
}

/// A merge of the permitted district.
///
/// # Errors
/// If the database fails.
pub fn read<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, MergeAccounts>,
    merge: AccountMergeId,
) -> Result<Option<AccountMerge>, DbError> {
    let found = find(tx, merge)?;
    shown(tx, permit, found.as_slice())?;
    Ok(found)
}

fn shown<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, MergeAccounts>,
    merges: &[AccountMerge],
) -> Result<(), DbError> {
    let people = merges.iter().flat_map(AccountMerge::people);
    let shown = Shown::each(people).and(Shown::each(merges.iter().map(|merge| merge.id)));
    audit::disclosed(tx, permit, shown)
}

pub(super) fn find(
    tx: &mut Tx<'_>,
    merge: AccountMergeId,
) -> Result<Option<AccountMerge>, DbError> {
    Ok(account_merges::table
        .find((tx.tenant(), merge))
        .select(AccountMerge::as_select())
        .first(tx.conn())
        .optional()?)
}
