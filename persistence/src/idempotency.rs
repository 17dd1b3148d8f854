//! Answers kept beside their effects (draft-ietf-httpapi-idempotency-key-header-07).

use aws_lc_rs::digest::{Context, SHA256};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::ids::UserId;
use uuid::Uuid;

use crate::{
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    schema::idempotency_keys,
    sql_types::bind_instant,
};

/// How long an answer is kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::hours(72);

const BODY: SealContext = SealContext::of("idempotency_keys", "body");
const LOCATION: SealContext = SealContext::of("idempotency_keys", "location");

/// An answer that was given.
#[derive(Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its HTTP status.
    pub status: u16,
    /// Its content, as the API encoded it.
    pub body: Vec<u8>,
    /// Where what it made is, if it made something.
    pub location: Option<String>,
}

/// What is known of a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: the request is new.
    Nothing,
    /// The same request was answered so.
    Answer(Kept),
    /// The key was used for another request.
    OtherRequest,
}

/// Looks up what a person's key was used for.
///
/// # Errors
/// If the database fails.
pub fn find(
    tx: &mut Tx<'_>,
    principal: UserId,
    key_text: &str,
    fingerprint: &[u8; 32],
) -> Result<Known, DbError> {
    type Row = (Vec<u8>, i32, Sealed, Option<Sealed>, DateTime<Utc>);
    let row: Option<Row> = idempotency_keys::table
        .find((tx.tenant(), principal, key_text))
        .select((
            idempotency_keys::fingerprint,
            idempotency_keys::status,
            idempotency_keys::body,
            idempotency_keys::location,
            idempotency_keys::expires_at,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((known, status, body, location, expires_at)) = row else {
        return Ok(Known::Nothing);
    };
    if expires_at <= tx.now() {
        diesel::delete(idempotency_keys::table.find((tx.tenant(), principal, key_text)))
            .execute(tx.conn())?;
        return Ok(Known::Nothing);
    }
    if known != fingerprint {
        return Ok(Known::OtherRequest);
    }
    let row = bound_to(principal, key_text, fingerprint);
    let subject = subject_key(tx, principal)?;
    let location = location
        .map(|location| subject.open_text(LOCATION, row, &location))
        .transpose()?;
    Ok(Known::Answer(Kept {
        status: u16::try_from(status).map_err(|_| DbError::Corrupt("a status has 16 bits"))?,
        body: subject.open(BODY, row, &body)?.to_vec(),
        location,
    }))
}

/// Keeps an answer, in the transaction that has its effect. The content is sealed: it may hold what
/// is shown only once.
///
/// # Errors
/// [`DbError::ConcurrentDuplicate`] if an answer under the same key was kept meanwhile; if the database fails.
pub fn keep(
    tx: &mut Tx<'_>,
    principal: UserId,
    key_text: &str,
    fingerprint: &[u8; 32],
    answer: &Kept,
) -> Result<(), DbError> {
    let sealed_for = bound_to(principal, key_text, fingerprint);
    let subject = subject_key(tx, principal)?;
    let seal = |place, content: &[u8]| subject.seal(tx.mint(), place, sealed_for, content);
    let body = seal(BODY, &answer.body)?;
    let location = answer.location.as_ref();
    let location = location
        .map(|location| seal(LOCATION, location.as_bytes()))
        .transpose()?;
    let row = (
        idempotency_keys::organization_id.eq(tx.tenant()),
        idempotency_keys::principal_id.eq(principal),
        idempotency_keys::key.eq(key_text),
        idempotency_keys::fingerprint.eq(fingerprint.to_vec()),
        idempotency_keys::status.eq(i32::from(answer.status)),
        idempotency_keys::body.eq(body),
        idempotency_keys::location.eq(location),
        idempotency_keys::created_at.eq(bind_instant(tx.now())),
        idempotency_keys::expires_at.eq(bind_instant(tx.now() + KEPT_FOR)),
    );
    let kept = diesel::insert_into(idempotency_keys::table)
        .values(row)
        .execute(tx.conn());
    match kept.map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(failure) if failure.is_duplicate() => Err(DbError::ConcurrentDuplicate),
        Err(failure) => Err(failure),
    }
}

/// What an answer is bound to, since its row has no id: person, key and request. It opens for
/// nothing else.
fn bound_to(principal: UserId, key_text: &str, fingerprint: &[u8; 32]) -> Uuid {
    let mut bound = Context::new(&SHA256);
    bound.update(principal.uuid().as_bytes());
    bound.update(fingerprint);
    bound.update(key_text.as_bytes());
    let mut id = [0; 16];
    for (byte, digested) in id.iter_mut().zip(bound.finish().as_ref()) {
        *byte = *digested;
    }
    Uuid::from_bytes(id)
}
