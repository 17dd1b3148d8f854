//! From which networks an account was signed in to, by their blind indexes: what sets a school on
//! its first day after a restart apart from a stranger (G-BF2).

use diesel::prelude::*;
use domain::{
    accounts::networks::{MOST_COUNTED, REMEMBERED_FOR},
    ids::UserId,
};

use crate::{
    database::Tx,
    error::DbError,
    keys::{BlindIndex, SealContext},
    schema::known_networks,
    sql_types::bind_instant,
};

const NETWORK: SealContext = SealContext::of("known_networks", "network_index");

/// What is remembered of the network of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Remembered {
    /// Accounts of the organization that were signed in to from there, at most [`MOST_COUNTED`].
    pub(crate) accounts: u32,
    /// Whether the account in question is one of them.
    pub(crate) this_account: bool,
}

/// Looks up what is remembered of the request's network, with the same work for an account as for a
/// name that no one has (G-ENUM).
///
/// # Errors
/// If the database fails.
pub(crate) fn remembered(tx: &mut Tx<'_>, account: Option<UserId>) -> Result<Remembered, DbError> {
    let Some(network) = index(tx)? else {
        return Ok(Remembered::default());
    };
    let since = bind_instant(tx.now() - REMEMBERED_FOR);
    let known = known_networks::table
        .filter(known_networks::organization_id.eq(tx.tenant()))
        .filter(known_networks::network_index.eq(network))
        .filter(known_networks::last_signed_in_at.gt(since));
    let accounts: Vec<UserId> = known
        .select(known_networks::user_id)
        .limit(i64::from(MOST_COUNTED))
        .load(tx.conn())?;
    let nobody = UserId::from_uuid(uuid::Uuid::nil());
    let this_account: Option<UserId> = known
        .filter(known_networks::user_id.eq(account.unwrap_or(nobody)))
        .select(known_networks::user_id)
        .first(tx.conn())
        .optional()?;
    Ok(Remembered {
        accounts: u32::try_from(accounts.len()).unwrap_or(MOST_COUNTED),
        this_account: this_account.is_some(),
    })
}

/// Remembers that the account was signed in to from the request's network.
///
/// # Errors
/// If the database fails.
pub(crate) fn remember(tx: &mut Tx<'_>, account: UserId) -> Result<(), DbError> {
    let Some(network) = index(tx)? else {
        return Ok(());
    };
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let known = diesel::update(known_networks::table.find((tenant, network, account)))
        .set(known_networks::last_signed_in_at.eq(now))
        .execute(tx.conn())?;
    if known > 0 {
        return Ok(());
    }
    let row = (
        known_networks::organization_id.eq(tenant),
        known_networks::network_index.eq(network),
        known_networks::user_id.eq(account),
        known_networks::last_signed_in_at.eq(now),
    );
    diesel::insert_into(known_networks::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

fn index(tx: &mut Tx<'_>) -> Result<Option<BlindIndex>, DbError> {
    let Some(source) = tx.source() else {
        return Ok(None);
    };
    let index = tx
        .organization_key()?
        .index(NETWORK, &source.network.to_string());
    Ok(Some(index))
}
