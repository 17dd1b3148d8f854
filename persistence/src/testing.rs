//! What tests state instead of founding it: the only way past the session check and the policy's
//! facts, compiled for the tests' harness alone (feature `testing`).

use domain::{
    access::{Action, Refusal, Relationship},
    accounts::{
        clients::ClientFamily,
        credentials::PersonKind,
        sessions::{SessionEpoch, SessionKind},
    },
    audit::AccountEvent,
    ids::{SessionId, UserId},
};
use uuid::Uuid;

use crate::{
    access::{Actor, Installation, Permit},
    accounts::sessions,
    audit::{self, Detail, Entry},
    database::Tx,
    error::DbError,
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
