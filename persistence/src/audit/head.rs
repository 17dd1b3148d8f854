//! Where the tenant's log ends, as it was said with the key when it was last linked.

use diesel::prelude::*;

use super::{
    hashes::Digest,
    keyed::{Head, LogKey},
};
use crate::{
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    schema::{audit_heads, audit_links},
};

/// Reads the head; `None` if it is not as it was written.
pub(super) fn read(tx: &mut Tx<'_>, key: &LogKey) -> Result<Option<Head>, DbError> {
    let stored = audit_heads::table.find(tx.tenant()).select((
        audit_heads::position,
        audit_heads::link,
        audit_heads::mac,
    ));
    let stored: Option<(i64, Vec<u8>, Vec<u8>)> =
        on_connection!(tx.conn(), |conn| stored.first(conn)).optional()?;
    match stored {
        Some((position, link, mac)) => Ok(checked(key, position, &link, &mac)),
        None => Ok((links(tx)? == 0).then_some(Head::START)),
    }
}

/// A stored head, if it is as it was written.
pub(super) fn checked(key: &LogKey, position: i64, link: &[u8], mac: &[u8]) -> Option<Head> {
    let link: Digest = link.try_into().ok()?;
    let head = Head { position, link };
    (key.head(&head).as_slice() == mac).then_some(head)
}

/// Writes the head.
pub(super) fn write(tx: &mut Tx<'_>, key: &LogKey, head: &Head) -> Result<(), DbError> {
    let ends = (
        audit_heads::position.eq(head.position),
        audit_heads::link.eq(head.link.to_vec()),
        audit_heads::mac.eq(key.head(head).to_vec()),
    );
    let row = (audit_heads::organization_id.eq(tx.tenant()), ends.clone());
    let insert = diesel::insert_into(audit_heads::table)
        .values(row)
        .on_conflict(audit_heads::organization_id)
        .do_update()
        .set(ends);
    match tx.conn() {
        AnyConnection::Postgres(conn) => insert.execute(conn)?,
        AnyConnection::Sqlite(conn) => insert.execute(conn)?,
    };
    Ok(())
}

/// How many links the tenant's log has.
pub(super) fn links(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    Ok(audit_links::table
        .filter(audit_links::organization_id.eq(tx.tenant()))
        .count()
        .get_result(tx.conn())?)
}
