//! Answers kept beside their effects (draft-ietf-httpapi-idempotency-key-header-07).
//!
//! An answer is found under a permit for what was asked, by the person who asked. It is sealed under
//! that person's key; one that holds secrets shown once, under the keys of those whose secrets they
//! are, each in turn, so that erasing any of them erases the answer.

use aws_lc_rs::digest::{Context, SHA256};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    access::{Action, ActionKind},
    audit::Shown,
    ids::{Id, OrganizationId, UserId},
    text_enum::TextEnum,
};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    access::Permit,
    accounts::keys_of::{subject_key, subject_keys},
    audit,
    database::Tx,
    error::DbError,
    keys::{KeyError, SealContext, Sealed, SubjectKey},
    schema::idempotency_keys,
    sql_types::bind_instant,
};

/// How long it is known that a request was answered.
pub const KEPT_FOR: TimeDelta = TimeDelta::hours(72);
/// How long an answer with secrets can be repeated: long enough for a client that lost it on the way.
pub const SECRETS_KEPT_FOR: TimeDelta = TimeDelta::minutes(10);

/// Bytes of an answer that one key keeps at most, far above any that is given. Of a longer one it is
/// kept that it was given.
pub const BODY_AT_MOST: usize = 256 * 1024;

const BODY: SealContext = SealContext::of("idempotency_keys", "body");
const SECRETS_OF: SealContext = SealContext::of("idempotency_keys", "secrets_of");
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
    /// Whose secrets it holds, which are shown once.
    pub secrets: Option<Secrets>,
}

/// Whose secrets an answer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secrets {
    /// The tenant of the people.
    pub organization: OrganizationId,
    /// The people, each of whom has a secret in it.
    pub people: Vec<UserId>,
}

/// What is known of a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: the request is new.
    Nothing,
    /// The same request was answered so.
    Answer(Kept),
    /// The same request was answered, and what was said is not kept: it was longer than
    /// [`BODY_AT_MOST`], or held secrets whose time is over or of whose people one is erased.
    AnswerGone,
    /// The key was used for another request.
    OtherRequest,
}

/// A key, as the request of one person for one action used it.
struct Use<'a> {
    principal: UserId,
    action: ActionKind,
    key: &'a str,
    /// A digest of what was asked, keyed: the database alone does not confirm a guess at it.
    fingerprint: Zeroizing<[u8; 32]>,
}

impl Use<'_> {
    /// What an answer is bound to, since its row has no id. It opens for nothing else.
    fn bound_to(&self) -> Uuid {
        let mut bound = Context::new(&SHA256);
        bound.update(self.principal.uuid().as_bytes());
        bound.update(self.fingerprint.as_slice());
        bound.update(self.action.as_str().as_bytes());
        bound.update(&[0]);
        bound.update(self.key.as_bytes());
        let mut id = [0; 16];
        for (byte, digested) in id.iter_mut().zip(bound.finish().as_ref()) {
            *byte = *digested;
        }
        Uuid::from_bytes(id)
    }
}

/// Looks up what the permitted person used a key for. Secrets that are shown again are an event.
///
/// # Errors
/// If the database fails.
pub fn find<'t, A: Action>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    key: &str,
    asked: &[u8; 32],
) -> Result<Known, DbError> {
    let of = used(tx, permit, key, asked)?;
    let known = look_up(tx, &of)?;
    if let Known::Answer(Kept {
        secrets: Some(secrets),
        ..
    }) = &known
    {
        audit::disclosed(tx, permit, Shown::each(secrets.people.iter().copied()))?;
    }
    Ok(known)
}

/// Keeps an answer, in the transaction that has its effect.
///
/// # Errors
/// [`DbError::ConcurrentDuplicate`] if an answer under the same key was kept meanwhile; if the
/// database fails.
pub fn keep<'t, A: Action>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    key: &str,
    asked: &[u8; 32],
    answer: &Kept,
) -> Result<(), DbError> {
    let of = used(tx, permit, key, asked)?;
    insert(tx, &of, answer)
}

fn used<'a, A: Action>(
    tx: &mut Tx<'_>,
    permit: &Permit<'_, A>,
    key: &'a str,
    asked: &[u8; 32],
) -> Result<Use<'a>, DbError> {
    let principal = permit.actor().user();
    let message = [
        principal.uuid().as_bytes().as_slice(),
        asked,
        key.as_bytes(),
    ]
    .concat();
    Ok(Use {
        principal,
        action: A::KIND,
        key,
        fingerprint: tx.organization_key()?.derive("idempotency", &message),
    })
}

#[derive(Queryable)]
struct Row {
    fingerprint: Vec<u8>,
    status: i32,
    body: Option<Sealed>,
    location: Option<Sealed>,
    secrets_of: Option<Sealed>,
    body_ends_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

fn look_up(tx: &mut Tx<'_>, of: &Use<'_>) -> Result<Known, DbError> {
    let at = idempotency_keys::table.find((tx.tenant(), of.principal, of.key));
    let row: Option<Row> = at
        .select((
            idempotency_keys::fingerprint,
            idempotency_keys::status,
            idempotency_keys::body,
            idempotency_keys::location,
            idempotency_keys::secrets_of,
            idempotency_keys::body_ends_at,
            idempotency_keys::expires_at,
        ))
        .first(tx.conn())
        .optional()?;
    let Some(row) = row else {
        return Ok(Known::Nothing);
    };
    if row.expires_at <= tx.now() {
        diesel::delete(at).execute(tx.conn())?;
        return Ok(Known::Nothing);
    }
    if row.fingerprint != of.fingerprint.as_slice() {
        return Ok(Known::OtherRequest);
    }
    let Some(body) = row.body.filter(|_| row.body_ends_at > tx.now()) else {
        return Ok(Known::AnswerGone);
    };
    let bound_to = of.bound_to();
    let own_key = subject_key(tx, of.principal)?;
    let secrets = match row.secrets_of {
        None => None,
        Some(sealed) => Some(read_ids(&own_key.open(SECRETS_OF, bound_to, &sealed)?)?),
    };
    let keys = match keys_for(tx, own_key, secrets.as_ref()) {
        Err(DbError::Key(KeyError::Destroyed)) => return Ok(Known::AnswerGone),
        keys => keys?,
    };
    let open = |place, sealed: Sealed| -> Result<Vec<u8>, DbError> {
        let mut content = sealed.into_bytes();
        for key in keys.iter().rev() {
            content = key.open(place, bound_to, &Sealed(content))?.to_vec();
        }
        Ok(content)
    };
    let location = row.location.map(|sealed| open(LOCATION, sealed));
    let location = location
        .transpose()?
        .map(String::from_utf8)
        .transpose()
        .map_err(|_| DbError::Corrupt("an address is UTF-8"))?;
    Ok(Known::Answer(Kept {
        status: u16::try_from(row.status).map_err(|_| DbError::Corrupt("a status has 16 bits"))?,
        body: open(BODY, body)?,
        location,
        secrets,
    }))
}

fn insert(tx: &mut Tx<'_>, of: &Use<'_>, answer: &Kept) -> Result<(), DbError> {
    let bound_to = of.bound_to();
    let own_key = subject_key(tx, of.principal)?;
    let secrets = answer.secrets.as_ref();
    let secrets_of = secrets
        .map(|secrets| own_key.seal(tx.mint(), SECRETS_OF, bound_to, &written_ids(secrets)))
        .transpose()?;
    let keys = keys_for(tx, own_key, secrets)?;
    let seal = |place, content: &[u8]| -> Result<Sealed, DbError> {
        let mut content = content.to_vec();
        for key in &keys {
            content = key.seal(tx.mint(), place, bound_to, &content)?.into_bytes();
        }
        Ok(Sealed(content))
    };
    let body = match answer.body.len() {
        ..=BODY_AT_MOST => Some(seal(BODY, &answer.body)?),
        _ => None,
    };
    let location = answer.location.as_deref();
    let location = location.map(|location| seal(LOCATION, location.as_bytes()));
    let body_kept_for = match secrets {
        None => KEPT_FOR,
        Some(_) => SECRETS_KEPT_FOR,
    };
    let row = (
        idempotency_keys::organization_id.eq(tx.tenant()),
        idempotency_keys::principal_id.eq(of.principal),
        idempotency_keys::key.eq(of.key),
        idempotency_keys::fingerprint.eq(of.fingerprint.to_vec()),
        idempotency_keys::status.eq(i32::from(answer.status)),
        idempotency_keys::body.eq(body),
        idempotency_keys::location.eq(location.transpose()?),
        idempotency_keys::secrets_of.eq(secrets_of),
        idempotency_keys::created_at.eq(bind_instant(tx.now())),
        idempotency_keys::body_ends_at.eq(bind_instant(tx.now() + body_kept_for)),
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

/// The keys under which an answer is sealed, the innermost first.
fn keys_for(
    tx: &mut Tx<'_>,
    own_key: SubjectKey,
    secrets: Option<&Secrets>,
) -> Result<Vec<SubjectKey>, DbError> {
    match secrets {
        None => Ok(vec![own_key]),
        Some(secrets) => tx.within(secrets.organization, |tx| subject_keys(tx, &secrets.people)),
    }
}

fn written_ids(secrets: &Secrets) -> Vec<u8> {
    let people = secrets.people.iter().map(|person| person.uuid());
    std::iter::once(secrets.organization.uuid())
        .chain(people)
        .flat_map(Uuid::into_bytes)
        .collect()
}

fn read_ids(written: &[u8]) -> Result<Secrets, DbError> {
    const DAMAGED: DbError = DbError::Corrupt("ids have 16 bytes each");
    let mut ids = written
        .chunks(16)
        .map(|id| Uuid::from_slice(id).map_err(|_| DAMAGED));
    Ok(Secrets {
        organization: Id::from_uuid(ids.next().ok_or(DAMAGED)??),
        people: ids
            .map(|id| Ok(Id::from_uuid(id?)))
            .collect::<Result<_, DbError>>()?,
    })
}
