//! Deleting rows past any use, a bounded batch at a time: answers kept for retries and secrets in
//! them, failures that delay no attempt any more, sessions that reached their overall limit, with
//! their tokens, networks and devices that no one signed in from for long, and bundles of imports that
//! no one decided about, answers to the age gate that bind nobody any more, questions about privacy that
//! were answered long ago, work and messages that ended long ago, that a copy of data was asked for,
//! erasures that a ledger has and no backup is older than, marks of erased people, and names of contacts of
//! students that no roster names any more.
//!
//! What is due is found in a transaction that reads, so that looking for it blocks no writer,
//! and deleted by its keys in one that writes.

use chrono::TimeDelta;
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use domain::{
    accounts::{
        networks,
        sessions::{SessionKind, limits},
        throttle,
    },
    audit::{AccountEvent, ChangeRole, Changed},
    classes::guesses,
    ids::{
        ExportId, JobId, MessageId, PrivacyEnquiryId, RecordLinkId, RosterImportId, SchoolExportId,
        SessionId, UserId,
    },
    parameters::choices::AGE_GATE_LOCK,
    text_enum::TextEnum,
};
use uuid::Uuid;

use crate::{
    access::Installation,
    audit::{self, Entry},
    backups,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    guardians,
    keys::{BlindIndex, Sealed},
    records,
    rights::{self, suppressions},
    rosters,
    schema::{
        age_gate_answers, export_parts, exports, idempotency_keys, jobs, known_devices,
        known_networks, messages, refresh_tokens, school_exports, sessions, throttles,
    },
    sql_types::bind_instant,
};

/// How long it is known that work was done, and that a message was sent.
const ENDED_WORK_IS_KEPT_FOR: TimeDelta = TimeDelta::days(90);

/// Rows of each kind in a batch.
const BATCH: i64 = 500;

/// Rows of one tenant that are past any use.
#[derive(Clone, Debug, Default)]
pub struct Due {
    answers: Vec<(UserId, String)>,
    bodies: Vec<(UserId, String)>,
    failures: Vec<(String, BlindIndex)>,
    tokens: Vec<Vec<u8>>,
    sessions: Vec<SessionId>,
    networks: Vec<(BlindIndex, UserId)>,
    devices: Vec<(Vec<u8>, UserId)>,
    imports: Vec<RosterImportId>,
    gate_answers: Vec<Vec<u8>>,
    links: Vec<RecordLinkId>,
    enquiries: Vec<(PrivacyEnquiryId, UserId)>,
    jobs: Vec<JobId>,
    messages: Vec<MessageId>,
    exports: Vec<ExportId>,
    school_exports: Vec<SchoolExportId>,
    erased: Vec<Uuid>,
    suppressions: Vec<Uuid>,
    contacts: Vec<Uuid>,
}

impl Due {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.answers.len()
            + self.bodies.len()
            + self.failures.len()
            + self.tokens.len()
            + self.sessions.len()
            + self.networks.len()
            + self.devices.len()
            + self.imports.len()
            + self.gate_answers.len()
            + self.enquiries.len()
            + self.links.len()
            + self.jobs.len()
            + self.messages.len()
            + self.exports.len()
            + self.school_exports.len()
            + self.erased.len()
            + self.suppressions.len()
            + self.contacts.len()
    }
}

/// Finds a batch of rows of the tenant that are past any use.
///
/// # Errors
/// If the database fails.
pub fn due(tx: &mut Tx<'_>, by: &Installation) -> Result<Due, DbError> {
    let answers = idempotency_keys::table
        .filter(idempotency_keys::organization_id.eq(tx.tenant()))
        .filter(idempotency_keys::expires_at.le(bind_instant(tx.now())))
        .limit(BATCH)
        .select((idempotency_keys::principal_id, idempotency_keys::key))
        .load(tx.conn())?;
    let bodies = idempotency_keys::table
        .filter(idempotency_keys::organization_id.eq(tx.tenant()))
        .filter(idempotency_keys::body.is_not_null())
        .filter(idempotency_keys::body_ends_at.le(bind_instant(tx.now())))
        .filter(idempotency_keys::expires_at.gt(bind_instant(tx.now())))
        .limit(BATCH)
        .select((idempotency_keys::principal_id, idempotency_keys::key))
        .load(tx.conn())?;
    let failures = throttles::table
        .filter(throttles::organization_id.eq(tx.tenant()))
        .filter(throttles::last_failed_at.le(bind_instant(tx.now() - failures_are_kept_for())))
        .limit(BATCH)
        .select((throttles::kind, throttles::subject_index))
        .load(tx.conn())?;
    let over = over(tx)?;
    let tokens: Vec<Vec<u8>> = refresh_tokens::table
        .filter(refresh_tokens::organization_id.eq(tx.tenant()))
        .filter(refresh_tokens::session_id.eq_any(over.iter().copied()))
        .limit(BATCH)
        .select(refresh_tokens::token_digest)
        .load(tx.conn())?;
    // A session goes after its tokens, which point at it.
    let sessions = if tokens.is_empty() { over } else { Vec::new() };
    let networks = known_networks::table
        .filter(known_networks::organization_id.eq(tx.tenant()))
        .filter(
            known_networks::last_signed_in_at.le(bind_instant(tx.now() - networks::REMEMBERED_FOR)),
        )
        .limit(BATCH)
        .select((known_networks::network_index, known_networks::user_id))
        .load(tx.conn())?;
    let unused_since = bind_instant(tx.now() - throttle::DEVICE_KNOWN_FOR);
    let devices = known_devices::table
        .filter(known_devices::organization_id.eq(tx.tenant()))
        .filter(known_devices::last_signed_in_at.le(unused_since))
        .limit(BATCH)
        .select((known_devices::device_digest, known_devices::user_id))
        .load(tx.conn())?;
    let bound_until = bind_instant(tx.now() - AGE_GATE_LOCK.default);
    let gate_answers = age_gate_answers::table
        .filter(age_gate_answers::organization_id.eq(tx.tenant()))
        .filter(age_gate_answers::answered_at.le(bound_until))
        .limit(BATCH)
        .select(age_gate_answers::token_digest)
        .load(tx.conn())?;
    let ended_by = bind_instant(tx.now() - ENDED_WORK_IS_KEPT_FOR);
    let jobs = jobs::table
        .filter(jobs::organization_id.eq(tx.tenant()))
        .filter(jobs::ended_at.le(ended_by))
        .limit(BATCH)
        .select(jobs::id)
        .load(tx.conn())?;
    let messages = messages::table
        .filter(messages::organization_id.eq(tx.tenant()))
        .filter(messages::ended_at.le(ended_by))
        .limit(BATCH)
        .select(messages::id)
        .load(tx.conn())?;
    let exports = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::requested_at.le(ended_by))
        .limit(BATCH)
        .select(exports::id)
        .load(tx.conn())?;
    // Those of which copies are there yet go when these are gone.
    let copies = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::school_export_id.eq(school_exports::id.nullable()));
    let school_exports = school_exports::table
        .filter(school_exports::organization_id.eq(tx.tenant()))
        .filter(school_exports::requested_at.le(ended_by))
        .filter(not(exists(copies)))
        .limit(BATCH)
        .select(school_exports::id)
        .load(tx.conn())?;
    Ok(Due {
        answers,
        bodies,
        failures,
        tokens,
        sessions,
        networks,
        devices,
        imports: rosters::undecided(tx)?,
        gate_answers,
        links: records::unopened_links(tx, BATCH)?,
        enquiries: rights::long_closed(tx, BATCH)?,
        jobs,
        messages,
        exports,
        school_exports,
        erased: backups::long_appended(tx, by, BATCH)?,
        suppressions: suppressions::over(tx, BATCH)?,
        contacts: guardians::contacts_over(tx, BATCH)?,
    })
}

/// Deletes what is due, as far as it still is.
///
/// # Errors
/// If the database fails.
pub fn delete(tx: &mut Tx<'_>, by: &Installation, due: &Due) -> Result<(), DbError> {
    let tenant = tx.tenant();
    for (principal, text) in &due.answers {
        // The key may have been used again, for an answer that is to be kept.
        let expired = idempotency_keys::table
            .find((tenant, *principal, text))
            .filter(idempotency_keys::expires_at.le(bind_instant(tx.now())));
        diesel::delete(expired).execute(tx.conn())?;
    }
    for (principal, text) in &due.bodies {
        let ended = idempotency_keys::table
            .find((tenant, *principal, text))
            .filter(idempotency_keys::body_ends_at.le(bind_instant(tx.now())));
        diesel::update(ended)
            .set(idempotency_keys::body.eq(None::<Sealed>))
            .execute(tx.conn())?;
    }
    for (kind, index) in &due.failures {
        let old = throttles::table
            .find((tenant, kind, *index))
            .filter(throttles::last_failed_at.le(bind_instant(tx.now() - failures_are_kept_for())));
        diesel::delete(old).execute(tx.conn())?;
    }
    for (network, user) in &due.networks {
        // Somebody may have signed in from there again.
        let old = known_networks::table
            .find((tenant, *network, *user))
            .filter(
                known_networks::last_signed_in_at
                    .le(bind_instant(tx.now() - networks::REMEMBERED_FOR)),
            );
        diesel::delete(old).execute(tx.conn())?;
    }
    let unused_since = bind_instant(tx.now() - throttle::DEVICE_KNOWN_FOR);
    for (digest, user) in &due.devices {
        let old = known_devices::table
            .find((tenant, digest, *user))
            .filter(known_devices::last_signed_in_at.le(unused_since));
        diesel::delete(old).execute(tx.conn())?;
    }
    backups::forget(tx, by, &due.erased)?;
    suppressions::forget(tx, &due.suppressions)?;
    guardians::forget_contacts(tx, &due.contacts)?;
    rosters::give_up(tx, &due.imports)?;
    let over = age_gate_answers::table
        .filter(age_gate_answers::organization_id.eq(tenant))
        .filter(age_gate_answers::token_digest.eq_any(&due.gate_answers));
    diesel::delete(over).execute(tx.conn())?;
    records::forget_links(tx, &due.links)?;
    rights::forget_closed(tx, &due.enquiries)?;
    let ended = jobs::table
        .filter(jobs::organization_id.eq(tenant))
        .filter(jobs::id.eq_any(&due.jobs));
    diesel::delete(ended).execute(tx.conn())?;
    let ended = messages::table
        .filter(messages::organization_id.eq(tenant))
        .filter(messages::id.eq_any(&due.messages));
    diesel::delete(ended).execute(tx.conn())?;
    let parts = export_parts::table
        .filter(export_parts::organization_id.eq(tenant))
        .filter(export_parts::export_id.eq_any(&due.exports));
    diesel::delete(parts).execute(tx.conn())?;
    let ended = exports::table
        .filter(exports::organization_id.eq(tenant))
        .filter(exports::id.eq_any(&due.exports));
    diesel::delete(ended).execute(tx.conn())?;
    let ended = school_exports::table
        .filter(school_exports::organization_id.eq(tenant))
        .filter(school_exports::id.eq_any(&due.school_exports));
    diesel::delete(ended).execute(tx.conn())?;
    let tokens = refresh_tokens::table
        .filter(refresh_tokens::organization_id.eq(tenant))
        .filter(refresh_tokens::token_digest.eq_any(&due.tokens));
    diesel::delete(tokens).execute(tx.conn())?;
    let ended = sessions::table
        .filter(sessions::organization_id.eq(tenant))
        .filter(sessions::id.eq_any(&due.sessions));
    diesel::delete(ended).execute(tx.conn())?;
    let ended = Changed::each(ChangeRole::Ended, due.sessions.iter().copied()).and(Changed::each(
        ChangeRole::Ended,
        due.imports.iter().copied(),
    ));
    let event = Entry::account(AccountEvent::HousekeepingDone, None).that(ended);
    audit::append(tx, &event)
}

/// The longest that failures of any kind delay what comes after them.
fn failures_are_kept_for() -> TimeDelta {
    throttle::REMEMBERED_FOR.max(guesses::REMEMBERED_FOR)
}

/// A batch of the sessions that no token can refresh, whatever happens: those past the overall
/// limit of their kind.
fn over(tx: &mut Tx<'_>) -> Result<Vec<SessionId>, DbError> {
    let mut over = sessions::table.into_boxed::<MultiBackend>();
    for kind in SessionKind::ALL {
        let began = bind_instant(tx.now() - limits(*kind).overall);
        over = over.or_filter(
            sessions::organization_id
                .eq(tx.tenant())
                .and(sessions::kind.eq(kind))
                .and(sessions::started_at.le(began)),
        );
    }
    Ok(over.limit(BATCH).select(sessions::id).load(tx.conn())?)
}
