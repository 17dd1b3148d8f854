//! Writing events.

use diesel::prelude::*;
use domain::{
    access::{Action, Refusal, Subject as _},
    audit::{Changed, Object, Objects, Shown, Source},
    ids::{AuditEventId, UserId},
    text_enum::TextEnum,
};

use super::{
    entry::Entry,
    hashes::{Digest, LeafFields, LeafHasher},
    keyed::LogKey,
    objects,
};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    schema::{audit_events, audit_queue},
    sql_types::{BindUuid, bind_instant},
};

/// Where an event's personal content is sealed.
pub(crate) const DETAIL: SealContext = SealContext::of("audit_events", "detail");

/// Records what a permitted action changed.
///
/// # Errors
/// [`DbError::Corrupt`] if the permit is for another tenant; if the database fails.
pub fn changed<'t, A: Action>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    changed: Changed,
) -> Result<(), DbError> {
    permit.require_tenant(tx)?;
    append(tx, &done(permit, changed.into()))
}

/// Records what of other people was shown under this permit. Durable before the answer leaves.
///
/// # Errors
/// [`DbError::Corrupt`] if the permit is for another tenant; if the database fails.
pub fn disclosed<'t, A: Action>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    shown: Shown,
) -> Result<(), DbError> {
    permit.require_tenant(tx)?;
    append(tx, &done(permit, shown.into()))
}

/// Records in the tenant of the transaction what somebody of the platform was shown of a person there, under
/// a permit of the platform.
///
/// # Errors
/// If the database fails.
pub(crate) fn disclosed_to_platform<A: Action>(
    tx: &mut Tx<'_>,
    permit: &Permit<'_, A>,
    person: UserId,
) -> Result<(), DbError> {
    let shown = Shown::each([person]);
    append(tx, &done(permit, shown.into()))
}

fn done<A: Action>(permit: &Permit<'_, A>, about: Vec<Object>) -> Entry {
    Entry::done(
        A::KIND,
        permit.actor().user(),
        permit.grounds(),
        permit.subject().reference(),
        about,
    )
}

/// Records that the policy refused something: once, or so often since the caller's refusal that was
/// recorded before. For a transaction of its own: the one in which it was refused is rolled back.
///
/// # Errors
/// If the database fails.
pub fn refused(tx: &mut Tx<'_>, refusal: &Refusal, attempts: u32) -> Result<(), DbError> {
    append(tx, &Entry::refused(refusal, attempts))
}

/// Appends an event to the log.
///
/// # Errors
/// If the database fails.
pub(crate) fn append(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), DbError> {
    if !tx.record_audit(entry) {
        return Ok(());
    }
    let id: AuditEventId = tx.new_id();
    let detail = seal_detail(tx, entry, id)?;
    let words = Words::of(entry, tx.source());
    let subject = entry.subject;
    let objects = Objects::of(subject.as_ref(), tx.organization(), entry.about.clone());
    let list = objects::digest(objects.as_slice());
    let about = (list, objects.records());
    let leaf = leaf(tx, entry, &words, about, (id, detail.as_ref()));
    let row = (
        audit_events::organization_id.eq(tx.tenant()),
        audit_events::id.eq(id),
        audit_events::at.eq(bind_instant(tx.now())),
        audit_events::happening.eq(entry.happening.as_str()),
        audit_events::outcome.eq(entry.outcome.as_str()),
        audit_events::actor_id.eq(entry.actor),
        audit_events::relationship.eq(words.relationship),
        audit_events::basis.eq(words.basis),
        audit_events::subject_kind.eq(words.subject_kind),
        audit_events::subject_id.eq(subject.map(|subject| BindUuid(subject.id))),
        audit_events::person_id.eq(subject.and_then(|subject| subject.person)),
        audit_events::object_list.eq(list.to_vec()),
        audit_events::records.eq(objects.records()),
        audit_events::attempts.eq(entry.attempts),
        audit_events::channel.eq(tx.channel().as_str()),
        audit_events::request_id.eq(BindUuid(tx.request())),
        audit_events::source_network.eq(words.network.clone()),
        audit_events::source_client.eq(words.client),
        audit_events::detail.eq(detail),
        audit_events::leaf.eq(leaf.to_vec()),
    );
    let insert = diesel::insert_into(audit_events::table).values(row);
    on_connection!(tx.conn(), |conn| insert.execute(conn))?;
    objects::keep(tx, list, &objects)?;
    let mac = LogKey::of(tx)?.waiting(&leaf);
    let waiting = (
        audit_queue::organization_id.eq(tx.tenant()),
        audit_queue::event_id.eq(id),
        audit_queue::mac.eq(mac.to_vec()),
    );
    let insert = diesel::insert_into(audit_queue::table).values(waiting);
    on_connection!(tx.conn(), |conn| insert.execute(conn))?;
    Ok(())
}

fn seal_detail(
    tx: &mut Tx<'_>,
    entry: &Entry,
    id: AuditEventId,
) -> Result<Option<Sealed>, DbError> {
    let Some(detail) = &entry.detail else {
        return Ok(None);
    };
    let person: UserId = detail.person;
    let sealed =
        subject_key(tx, person)?.seal(tx.mint(), DETAIL, id.uuid(), detail.text.as_bytes())?;
    Ok(Some(sealed))
}

/// The written forms of an entry's words, and of where its request came from.
struct Words {
    relationship: Option<&'static str>,
    basis: Option<&'static str>,
    subject_kind: Option<&'static str>,
    network: Option<String>,
    client: Option<&'static str>,
}

impl Words {
    fn of(entry: &Entry, source: Option<Source>) -> Self {
        Self {
            relationship: entry.relationship.map(TextEnum::as_str),
            basis: entry.basis.map(TextEnum::as_str),
            subject_kind: entry.subject.map(|subject| subject.kind.as_str()),
            network: source.map(|source| source.network.to_string()),
            client: source.map(|source| source.client.as_str()),
        }
    }
}

fn leaf(
    tx: &Tx<'_>,
    entry: &Entry,
    words: &Words,
    (list, records): (Digest, i32),
    (id, detail): (AuditEventId, Option<&Sealed>),
) -> Digest {
    LeafFields {
        organization: tx.organization().uuid(),
        id: id.uuid(),
        at: tx.now(),
        happening: entry.happening.as_str(),
        outcome: entry.outcome.as_str(),
        actor: entry.actor.map(UserId::uuid),
        relationship: words.relationship,
        basis: words.basis,
        subject_kind: words.subject_kind,
        subject: entry.subject.map(|subject| subject.id),
        person: entry
            .subject
            .and_then(|subject| subject.person)
            .map(UserId::uuid),
        object_list: &list,
        records,
        attempts: entry.attempts,
        channel: tx.channel().as_str(),
        request: tx.request(),
        network: words.network.as_deref(),
        client: words.client,
        detail: detail.map(Sealed::bytes),
    }
    .digest(LeafHasher::new())
}
