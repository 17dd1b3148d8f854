//! Checking the log against itself.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::{
    hashes::{LeafFields, LeafHasher, link},
    objects,
};
use crate::{
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{audit_events, audit_links, audit_queue},
    sql_types::{BindInstant, BindUuid},
};

/// Events that are read at a time.
const PAGE: i64 = 2_000;
/// Lists of objects that are read at a time.
const LISTS: usize = 200;

/// What a check of the log found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every linked event is as it was written, in its place. How many there are.
    Intact(i64),
    /// The event at this position was changed, moved, or is missing. Behind the last position: an
    /// event stands outside the chain, or a link without its event.
    Broken(i64),
}

type Row = (
    (i64, Vec<u8>),
    (
        BindUuid,
        BindInstant,
        String,
        String,
        Option<BindUuid>,
        Option<String>,
        Option<String>,
    ),
    (
        Option<String>,
        Option<BindUuid>,
        Option<BindUuid>,
        (Vec<u8>, i32, String),
        BindUuid,
        Option<String>,
        Option<String>,
        Option<Sealed>,
        Vec<u8>,
    ),
);

/// Recomputes every leaf and link of the tenant's log.
///
/// # Errors
/// If the database fails.
pub fn verify(tx: &mut Tx<'_>) -> Result<Verdict, DbError> {
    let organization = tx.organization().uuid();
    let (mut position, mut previous) = (0, [0; 32]);
    loop {
        let page = page(tx, position)?;
        if page.is_empty() {
            return Ok(if has_strays(tx, position)? {
                Verdict::Broken(position + 1)
            } else {
                Verdict::Intact(position)
            });
        }
        let sound = sound_lists(tx, &page)?;
        for row in &page {
            position += 1;
            let ((at_position, linked), ..) = row;
            let (leaf, stored_leaf) = leaf(organization, row);
            previous = link(&previous, &leaf);
            let holds = *at_position == position
                && leaf.as_slice() == stored_leaf
                && previous.as_slice() == linked
                && sound.contains(list(row));
            if !holds {
                return Ok(Verdict::Broken(position));
            }
        }
    }
}

/// The list of an event's objects.
fn list(row: &Row) -> &[u8] {
    let (.., (_, _, _, (list, ..), ..)) = row;
    list
}

/// Those of the events' lists that have their digest.
fn sound_lists(tx: &mut Tx<'_>, page: &[Row]) -> Result<HashSet<Vec<u8>>, DbError> {
    let named: HashSet<&[u8]> = page.iter().map(list).collect();
    let named: Vec<Vec<u8>> = named.into_iter().map(<[u8]>::to_vec).collect();
    let mut sound = HashSet::new();
    for lists in named.chunks(LISTS) {
        let found = objects::first(tx, lists, i32::MAX)?;
        let held = found
            .into_iter()
            .filter(|(list, objects)| objects::digest(objects).as_slice() == list.as_slice());
        sound.extend(held.map(|(list, _)| list));
    }
    Ok(sound)
}

/// Whether there is more than so many linked events and those that wait to be linked.
fn has_strays(tx: &mut Tx<'_>, linked: i64) -> Result<bool, DbError> {
    let tenant = tx.tenant();
    let links: i64 = audit_links::table
        .filter(audit_links::organization_id.eq(tenant))
        .count()
        .get_result(tx.conn())?;
    let waiting: i64 = audit_queue::table
        .filter(audit_queue::organization_id.eq(tenant))
        .count()
        .get_result(tx.conn())?;
    let events: i64 = audit_events::table
        .filter(audit_events::organization_id.eq(tenant))
        .count()
        .get_result(tx.conn())?;
    Ok(links != linked || events != linked + waiting)
}

fn page(tx: &mut Tx<'_>, after: i64) -> Result<Vec<Row>, DbError> {
    let tenant = tx.tenant();
    Ok(audit_links::table
        .inner_join(
            audit_events::table.on(audit_events::organization_id
                .eq(audit_links::organization_id)
                .and(audit_events::id.eq(audit_links::event_id))),
        )
        .filter(audit_links::organization_id.eq(tenant))
        .filter(audit_links::position.gt(after))
        .order(audit_links::position)
        .limit(PAGE)
        .select((
            (audit_links::position, audit_links::link),
            (
                audit_events::id,
                audit_events::at,
                audit_events::happening,
                audit_events::outcome,
                audit_events::actor_id.nullable(),
                audit_events::relationship.nullable(),
                audit_events::basis.nullable(),
            ),
            (
                audit_events::subject_kind.nullable(),
                audit_events::subject_id.nullable(),
                audit_events::person_id.nullable(),
                (
                    audit_events::object_list,
                    audit_events::records,
                    audit_events::channel,
                ),
                audit_events::request_id,
                audit_events::source_network.nullable(),
                audit_events::source_client.nullable(),
                audit_events::detail.nullable(),
                audit_events::leaf,
            ),
        ))
        .load(tx.conn())?)
}

fn leaf(organization: Uuid, row: &Row) -> ([u8; 32], &[u8]) {
    let (_, first, second) = row;
    let (id, at, happening, outcome, actor, relationship, basis) = first;
    let (subject_kind, subject, person, about, request, network, client, detail, stored) = second;
    let (object_list, records, channel) = about;
    let at: DateTime<Utc> = at.0;
    let fields = LeafFields {
        organization,
        id: id.0,
        at,
        happening,
        outcome,
        actor: actor.map(|id| id.0),
        relationship: relationship.as_deref(),
        basis: basis.as_deref(),
        subject_kind: subject_kind.as_deref(),
        subject: subject.map(|id| id.0),
        person: person.map(|id| id.0),
        object_list,
        records: *records,
        channel,
        request: request.0,
        network: network.as_deref(),
        client: client.as_deref(),
        detail: detail.as_ref().map(Sealed::bytes),
    };
    (fields.digest(LeafHasher::new()), stored)
}
