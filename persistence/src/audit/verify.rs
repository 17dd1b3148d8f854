//! Checking the log against itself, and against what is known of it from elsewhere.

use std::collections::HashSet;

use diesel::prelude::*;

use super::{
    hashes::Digest,
    head,
    keyed::{Head, LogKey},
    objects,
    stored::StoredEvent,
};
use crate::{
    database::Tx,
    error::DbError,
    schema::{audit_events, audit_links, audit_queue, organizations},
    sql_types::BindUuid,
};

/// Events that are read at a time.
const PAGE: i64 = 2_000;
/// Lists of objects that are read at a time.
const LISTS: usize = 200;

/// What a check of a log found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every event is as it was written, in its place.
    Intact {
        /// Events in the chain.
        linked: i64,
        /// Events that wait for their place.
        waiting: i64,
    },
    /// Something was changed, moved, or is missing.
    Broken {
        /// The first position at which that shows, counted from 1. Waiting events count on from
        /// the chain's end.
        position: i64,
        /// What is wrong there.
        fault: Fault,
    },
}

/// What is wrong with a log, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The row of the organization is gone.
    #[error("the organization's row is gone")]
    NoOrganization,
    /// The organization's key is gone, or not as it was written.
    #[error("the organization's key does not open")]
    NoKey,
    /// An event, its list of objects, or its leaf.
    #[error("the event is not as it was written")]
    Event,
    /// No event where there must be one.
    #[error("the event or its link is missing")]
    Missing,
    /// A link that was not made with the key, of this event, in this place.
    #[error("the link is not as it was written")]
    Link,
    /// The stored head is not where the chain ends, or was not made with the key.
    #[error("the chain does not end where its head says")]
    Head,
    /// A row that no other one answers for.
    #[error("an event stands outside of the chain, or a link without its event")]
    Stray,
    /// A waiting event that was not queued with the key.
    #[error("the waiting event is not as it was written")]
    Waiting,
    /// The head over all logs says something else.
    #[error("the log is not the one that the installation's head covers")]
    Installation,
    /// A head that was kept elsewhere says something else.
    #[error("the log is not the one whose head was shipped")]
    Shipped,
}

/// Where a log once was, from elsewhere than the log itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownHead {
    /// Where it was.
    pub head: Head,
    /// What is wrong if it never was there.
    pub otherwise: Fault,
}

/// Recomputes every leaf, link and head of the tenant's log.
///
/// # Errors
/// If the database fails.
pub fn verify(tx: &mut Tx<'_>, known: &[KnownHead]) -> Result<Verdict, DbError> {
    Ok(match walk(tx, known)? {
        Ok((linked, waiting)) => Verdict::Intact { linked, waiting },
        Err((position, fault)) => Verdict::Broken { position, fault },
    })
}

/// How many events are linked and wait, or where what is wrong.
type Walked = Result<(i64, i64), (i64, Fault)>;

fn walk(tx: &mut Tx<'_>, known: &[KnownHead]) -> Result<Walked, DbError> {
    let organization = organizations::table.find(tx.tenant()).count();
    if organization.get_result::<i64>(tx.conn())? == 0 {
        return Ok(Err((1, Fault::NoOrganization)));
    }
    let key = match LogKey::of(tx) {
        Err(DbError::Key(_)) => return Ok(Err((1, Fault::NoKey))),
        key => key?,
    };
    let end = match chain(tx, &key, known)? {
        Ok(end) => end,
        Err(broken) => return Ok(Err(broken)),
    };
    let next = end.position + 1;
    if head::read(tx, &key)? != Some(end) {
        return Ok(Err((next, Fault::Head)));
    }
    let waiting = match waiting(tx, &key, end.position)? {
        Ok(waiting) => waiting,
        Err(broken) => return Ok(Err(broken)),
    };
    if has_strays(tx, end.position, waiting)? {
        return Ok(Err((next + waiting, Fault::Stray)));
    }
    Ok(Ok((end.position, waiting)))
}

/// Follows the chain to its end.
fn chain(
    tx: &mut Tx<'_>,
    key: &LogKey,
    known: &[KnownHead],
) -> Result<Result<Head, (i64, Fault)>, DbError> {
    let mut head = Head::START;
    loop {
        let page = page(tx, head.position)?;
        if page.is_empty() {
            let missing = known
                .iter()
                .find(|known| known.head.position > head.position);
            return Ok(match missing {
                None => Ok(head),
                Some(known) => Err((head.position + 1, known.otherwise)),
            });
        }
        let events = page.iter().map(|(_, event)| event);
        let sound = sound_lists(tx, events)?;
        for ((position, link), event) in &page {
            match next(tx, key, &head, (*position, link), (event, &sound), known) {
                Ok(next) => head = next,
                Err(fault) => return Ok(Err((head.position + 1, fault))),
            }
        }
    }
}

/// The head after one more event.
fn next(
    tx: &Tx<'_>,
    key: &LogKey,
    head: &Head,
    (at, linked): (i64, &[u8]),
    (event, sound): (&StoredEvent, &HashSet<Vec<u8>>),
    known: &[KnownHead],
) -> Result<Head, Fault> {
    let position = head.position + 1;
    if at != position {
        return Err(Fault::Missing);
    }
    let leaf = sound_leaf(tx, event, sound).ok_or(Fault::Event)?;
    let link = key.link(&head.link, &leaf, position);
    if link.as_slice() != linked {
        return Err(Fault::Link);
    }
    let head = Head { position, link };
    let mut here = known.iter().filter(|known| known.head.position == position);
    match here.find(|known| known.head != head) {
        Some(known) => Err(known.otherwise),
        None => Ok(head),
    }
}

/// The leaf of an event whose row and list of objects are as they were written.
fn sound_leaf(tx: &Tx<'_>, event: &StoredEvent, sound: &HashSet<Vec<u8>>) -> Option<Digest> {
    event
        .leaf(tx.organization().uuid())
        .filter(|_| sound.contains(&event.object_list))
}

/// Checks the events that wait for their place: how many there are.
fn waiting(
    tx: &mut Tx<'_>,
    key: &LogKey,
    linked: i64,
) -> Result<Result<i64, (i64, Fault)>, DbError> {
    let mut position = linked;
    let mut after = None;
    loop {
        let page = waiting_page(tx, after)?;
        let Some((last, ..)) = page.last() else {
            return Ok(Ok(position - linked));
        };
        after = Some(*last);
        let events = page.iter().filter_map(|(.., event)| event.as_ref());
        let sound = sound_lists(tx, events)?;
        for (_, mac, event) in &page {
            position += 1;
            let leaf = event
                .as_ref()
                .and_then(|event| sound_leaf(tx, event, &sound));
            if leaf.is_none_or(|leaf| key.waiting(&leaf).as_slice() != mac.as_slice()) {
                return Ok(Err((position, Fault::Waiting)));
            }
        }
    }
}

/// Those of the events' lists that have their digest.
fn sound_lists<'e>(
    tx: &mut Tx<'_>,
    events: impl Iterator<Item = &'e StoredEvent>,
) -> Result<HashSet<Vec<u8>>, DbError> {
    let named: HashSet<&[u8]> = events.map(|event| event.object_list.as_slice()).collect();
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
fn has_strays(tx: &mut Tx<'_>, linked: i64, waiting: i64) -> Result<bool, DbError> {
    let events: i64 = audit_events::table
        .filter(audit_events::organization_id.eq(tx.tenant()))
        .count()
        .get_result(tx.conn())?;
    Ok(head::links(tx)? != linked || events != linked + waiting)
}

/// The position and link of an event, and the event.
type Linked = ((i64, Vec<u8>), StoredEvent);

fn page(tx: &mut Tx<'_>, after: i64) -> Result<Vec<Linked>, DbError> {
    Ok(audit_links::table
        .inner_join(
            audit_events::table.on(audit_events::organization_id
                .eq(audit_links::organization_id)
                .and(audit_events::id.eq(audit_links::event_id))),
        )
        .filter(audit_links::organization_id.eq(tx.tenant()))
        .filter(audit_links::position.gt(after))
        .order(audit_links::position)
        .limit(PAGE)
        .select((
            (audit_links::position, audit_links::link),
            StoredEvent::as_select(),
        ))
        .load(tx.conn())?)
}

/// The id and MAC of a row of the queue, and its event if there is one.
type Queued = (BindUuid, Vec<u8>, Option<StoredEvent>);

fn waiting_page(tx: &mut Tx<'_>, after: Option<BindUuid>) -> Result<Vec<Queued>, DbError> {
    let after = after.unwrap_or(BindUuid(uuid::Uuid::nil()));
    Ok(audit_queue::table
        .left_join(
            audit_events::table.on(audit_events::organization_id
                .eq(audit_queue::organization_id)
                .and(audit_events::id.eq(audit_queue::event_id))),
        )
        .filter(audit_queue::organization_id.eq(tx.tenant()))
        .filter(audit_queue::event_id.gt(after))
        .order(audit_queue::event_id)
        .limit(PAGE)
        .select((
            audit_queue::event_id,
            audit_queue::mac,
            Option::<StoredEvent>::as_select(),
        ))
        .load(tx.conn())?)
}
