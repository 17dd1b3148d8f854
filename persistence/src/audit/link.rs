//! Giving events their place in the chain.

use diesel::{connection::SimpleConnection, prelude::*};

use super::hashes::{Digest, link as link_of};
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
/// # Errors
/// If the database fails.
pub(crate) fn link(tx: &mut Tx<'_>) -> Result<usize, DbError> {
    take_turn(tx)?;
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
        .select((audit_queue::event_id, audit_events::leaf));
    let waiting: Vec<(BindUuid, Vec<u8>)> = on_connection!(tx.conn(), |conn| queued.load(conn))?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let (mut position, mut previous) = head(tx)?;
    let mut rows = Vec::new();
    for (event, leaf) in &waiting {
        position += 1;
        previous = link_of(&previous, leaf);
        rows.push((
            audit_links::organization_id.eq(tenant),
            audit_links::position.eq(position),
            audit_links::event_id.eq(*event),
            audit_links::link.eq(previous.to_vec()),
        ));
    }
    let linked = audit_queue::table.filter(audit_queue::organization_id.eq(tenant));
    insert_all!(tx, audit_links::table, rows);
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

/// The position and link of the last linked event; zeros where there is none.
fn head(tx: &mut Tx<'_>) -> Result<(i64, Digest), DbError> {
    let tenant = tx.tenant();
    let latest = audit_links::table
        .filter(audit_links::organization_id.eq(tenant))
        .order(audit_links::position.desc())
        .select((audit_links::position, audit_links::link));
    let last: Option<(i64, Vec<u8>)> =
        on_connection!(tx.conn(), |conn| latest.first(conn)).optional()?;
    match last {
        None => Ok((0, [0; 32])),
        Some((position, link)) => Ok((
            position,
            link.as_slice()
                .try_into()
                .map_err(|_| DbError::Corrupt("a link has 32 bytes"))?,
        )),
    }
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
