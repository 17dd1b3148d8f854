//! Giving events their place in the chain.

use diesel::{connection::SimpleConnection, prelude::*};

use super::{
    hashes::Digest,
    head,
    keyed::{Head, LogKey},
};
use crate::{
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    schema::{audit_events, audit_links, audit_queue},
    sql_types::BindUuid,
};

/// Events that one call links at most. PostgreSQL counts the parameters of a statement in 16 bits.
const BATCH: i64 = 5_000;

/// Links the tenant's waiting events, oldest first; how many it linked.
///
/// It goes on from the head that was written last and from nothing else, and takes no event that was
/// not queued with the log's key: else it would confirm what somebody forged. What it leaves stays
/// queued, and `verify` finds it.
///
/// # Errors
/// If the database fails.
pub(crate) fn link(tx: &mut Tx<'_>) -> Result<usize, DbError> {
    take_turn(tx)?;
    let (tenant, key) = (tx.tenant(), LogKey::of(tx)?);
    let Some(mut head) = head::read(tx, &key)? else {
        log::error!("the head of the audit log of {tenant} was changed: nothing is linked");
        return Ok(0);
    };
    let waiting = waiting(tx, &key)?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let mut rows = Vec::new();
    for (event, leaf) in &waiting {
        let position = head.position + 1;
        let link = key.link(&head.link, leaf, position);
        head = Head { position, link };
        rows.push((
            audit_links::organization_id.eq(tenant),
            audit_links::position.eq(position),
            audit_links::event_id.eq(*event),
            audit_links::link.eq(link.to_vec()),
        ));
    }
    insert_all!(tx, audit_links::table, rows);
    head::write(tx, &key, &head)?;
    let linked = audit_queue::table.filter(audit_queue::organization_id.eq(tenant));
    match tx.conn() {
        AnyConnection::Postgres(conn) => {
            let events = waiting.iter().map(|(event, _)| *event);
            diesel::delete(linked.filter(audit_queue::event_id.eq_any(events))).execute(conn)?;
        }
        AnyConnection::Sqlite(conn) => {
            for (event, _) in &waiting {
                diesel::delete(linked.filter(audit_queue::event_id.eq(*event))).execute(conn)?;
            }
        }
    }
    Ok(waiting.len())
}

/// The tenant's waiting events that were queued with its key, with their leaves.
fn waiting(tx: &mut Tx<'_>, key: &LogKey) -> Result<Vec<(BindUuid, Digest)>, DbError> {
    let tenant = tx.tenant();
    let queued = audit_queue::table
        .inner_join(
            audit_events::table.on(audit_events::organization_id
                .eq(audit_queue::organization_id)
                .and(audit_events::id.eq(audit_queue::event_id))),
        )
        .filter(audit_queue::organization_id.eq(tenant))
        .order(audit_queue::event_id)
        .limit(BATCH)
        .select((audit_queue::event_id, audit_events::leaf, audit_queue::mac));
    let queued: Vec<(BindUuid, Vec<u8>, Vec<u8>)> =
        on_connection!(tx.conn(), |conn| queued.load(conn))?;
    let all = queued.len();
    let waiting: Vec<(BindUuid, Digest)> = queued
        .into_iter()
        .filter(|(_, leaf, mac)| key.waiting(leaf).as_slice() == mac.as_slice())
        .filter_map(|(event, leaf, _)| Some((event, leaf.as_slice().try_into().ok()?)))
        .collect();
    if waiting.len() < all {
        let changed = all - waiting.len();
        log::error!("{changed} queued audit events of {tenant} were changed: they are not linked");
    }
    Ok(waiting)
}

/// Waits until no other instance links this tenant's events. SQLite has one writer anyway.
fn take_turn(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let organization = tx.organization();
    match tx.conn() {
        AnyConnection::Sqlite(_) => Ok(()),
        AnyConnection::Postgres(inner) => Ok(inner.batch_execute(&format!(
            "SELECT pg_advisory_xact_lock(hashtextextended('audit {organization}', 0))"
        ))?),
    }
}
