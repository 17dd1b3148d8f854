//! What tests state instead of founding it: the only way past the session check and the policy's
//! facts, compiled for the tests' harness alone (feature `testing`).

use diesel::prelude::*;
use domain::{
    access::{Action, Refusal, Relationship},
    accounts::{
        clients::ClientFamily,
        credentials::{CredentialKind, PersonKind},
        sessions::{SessionEpoch, SessionKind},
    },
    audit::AccountEvent,
    ids::{SessionId, UserId},
};
use uuid::Uuid;

use crate::{
    access::{Actor, Installation, Permit},
    accounts::{credentials, keys_of::subject_key, sessions},
    audit::{self, Detail, Entry},
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{credentials as secrets, users},
};

/// The installation's token.
pub fn installation() -> Installation {
    Installation::stated()
}

/// A permit as the policy gives it to a person who stands in this relationship to the subject.
///
/// # Errors
/// If the policy refuses.
pub fn permit<'t, A: Action>(
    tx: &Tx<'t>,
    held: Relationship,
    subject: A::Subject,
) -> Result<Permit<'t, A>, Refusal> {
    let (nobody, no_session) = (
        UserId::from_uuid(Uuid::nil()),
        SessionId::from_uuid(Uuid::nil()),
    );
    let actor = Actor::checked(tx, nobody, no_session, PersonKind::Staff);
    Permit::stated(actor, subject, held)
}

/// The same, held by this person.
///
/// # Errors
/// If the policy refuses.
pub fn permit_of<'t, A: Action>(
    tx: &Tx<'t>,
    person: UserId,
    held: Relationship,
    subject: A::Subject,
) -> Result<Permit<'t, A>, Refusal> {
    let no_session = SessionId::from_uuid(Uuid::nil());
    Permit::stated(
        Actor::checked(tx, person, no_session, PersonKind::Staff),
        subject,
        held,
    )
}

/// Begins a session without a secret.
///
/// # Errors
/// If the database fails.
pub fn begin_session(
    tx: &mut Tx<'_>,
    user: UserId,
    kind: SessionKind,
) -> Result<(SessionId, SessionEpoch), DbError> {
    sessions::begin(tx, user, kind, ClientFamily::Unknown)
}

/// Gives this hash to all students of the tenant who have a passphrase, or to all members of staff
/// who have no password.
///
/// # Errors
/// If the database fails.
pub fn give_secrets(tx: &mut Tx<'_>, kind: PersonKind, hash: &str) -> Result<(), DbError> {
    let tenant = tx.tenant();
    let holders: Vec<UserId> = secrets::table
        .filter(secrets::organization_id.eq(tenant))
        .select(secrets::user_id)
        .load(tx.conn())?;
    let people: Vec<UserId> = users::table
        .filter(users::organization_id.eq(tenant))
        .filter(users::kind.eq(kind))
        .select(users::id)
        .load(tx.conn())?;
    for person in people {
        match (kind, holders.contains(&person)) {
            (PersonKind::Student, true) => {
                credentials::rehash(tx, person, CredentialKind::Passphrase, hash)?;
            }
            (PersonKind::Staff, false) => {
                credentials::insert(tx, person, CredentialKind::Password, hash)?;
            }
            (PersonKind::Student, false) | (PersonKind::Staff, true) => {}
        }
    }
    Ok(())
}

/// The hashes of the secrets of this kind, opened.
///
/// # Errors
/// If the database fails.
pub fn hashes(tx: &mut Tx<'_>, kind: CredentialKind) -> Result<Vec<String>, DbError> {
    let found: Vec<(UserId, Sealed)> = secrets::table
        .filter(secrets::organization_id.eq(tx.tenant()))
        .filter(secrets::kind.eq(kind))
        .select((secrets::user_id, secrets::hash))
        .load(tx.conn())?;
    let mut opened = Vec::with_capacity(found.len());
    for (person, sealed) in found {
        let key = subject_key(tx, person)?;
        opened.push(credentials::open(&key, person, kind, &sealed)?);
    }
    Ok(opened)
}

/// Writes an event of an account, with sealed content if there is some.
///
/// # Errors
/// If the database fails.
pub fn append(
    tx: &mut Tx<'_>,
    event: AccountEvent,
    person: Option<UserId>,
    detail: Option<(UserId, &str)>,
) -> Result<(), DbError> {
    let mut entry = Entry::account(event, person);
    if let Some((person, text)) = detail {
        let text = text.to_owned();
        entry = entry.with(Detail { person, text });
    }
    audit::append(tx, &entry)
}
