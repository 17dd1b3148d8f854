//! Credentials: hashes only. What was hashed is known to its owner alone.

use diesel::prelude::*;
use domain::{accounts::credentials::CredentialKind, ids::UserId, words::Word};

use crate::{
    database::Tx,
    error::DbError,
    schema::{credentials, users},
    sql_types::{at, key},
};

/// Gives a person a new secret by its hash. What went before it no longer opens anything: failures
/// are forgotten, and every session of before ends (G-SES2).
///
/// # Errors
/// If the database fails.
pub(crate) fn put(
    tx: &mut Tx<'_>,
    person: UserId,
    kind: CredentialKind,
    hash: &str,
) -> Result<(), DbError> {
    let (tenant, now) = (tx.tenant(), at(tx.now()));
    let held = credentials::table.find((tenant, key(person)));
    diesel::delete(held).execute(tx.conn())?;
    let row = (
        credentials::organization_id.eq(tenant),
        credentials::user_id.eq(key(person)),
        credentials::kind.eq(kind.as_str()),
        credentials::hash.eq(hash),
        credentials::created_at.eq(now),
        credentials::updated_at.eq(now),
    );
    diesel::insert_into(credentials::table)
        .values(row)
        .execute(tx.conn())?;
    diesel::update(users::table.find((tenant, key(person))))
        .set((users::epoch.eq(users::epoch + 1), users::updated_at.eq(now)))
        .execute(tx.conn())?;
    Ok(())
}

/// Replaces the hash of an unchanged secret by a stronger one. Nothing ends by it.
///
/// # Errors
/// If the database fails.
pub(crate) fn strengthen(tx: &mut Tx<'_>, person: UserId, hash: &str) -> Result<(), DbError> {
    diesel::update(credentials::table.find((tx.tenant(), key(person))))
        .set((
            credentials::hash.eq(hash),
            credentials::updated_at.eq(at(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}
