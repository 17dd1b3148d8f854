//! What tests state instead of founding it: the only way past the session check and the policy's
//! facts, compiled for the tests' harness alone (feature `testing`).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Action, Refusal, Relationship},
    accounts::{
        clients::ClientFamily,
        credentials::{CredentialKind, PersonKind},
        sessions::{SessionEpoch, SessionKind},
    },
    audit::AccountEvent,
    ids::{AttestationId, ClassId, MessageId, SchoolId, SchoolNoticeId, SessionId, UserId},
    mail::{Language, MessageKind, MessageState},
    organizations::{
        attestation::STATEMENT_VERSION, authorization::DataControl, notice::SCHOOL_NOTICES,
    },
    worker::JobKind,
};
use uuid::Uuid;

use crate::{
    access::{Actor, Installation, Permit},
    accounts::{credentials, keys_of::subject_key, sessions},
    audit::{self, Detail, Entry},
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    mail::Content,
    organizations::agreements::Administrators,
    schema::{
        attestations, classes, credentials as secrets, jobs, messages, school_notices, users,
    },
    sql_types::bind_instant,
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
    let actor = Actor::checked(tx, nobody, no_session, PersonKind::Adult);
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
        Actor::checked(tx, person, no_session, PersonKind::Adult),
        subject,
        held,
    )
}

/// Notes that a person accepted the versions of the policy up to one with this first number, without
/// the evidence.
///
/// # Errors
/// If the database fails.
pub fn accept_policy(tx: &mut Tx<'_>, person: UserId, major: u16) -> Result<(), DbError> {
    let person = users::table.find((tx.tenant(), person));
    diesel::update(person)
        .set(users::accepted_policy.eq(Some(i32::from(major))))
        .execute(tx.conn())?;
    Ok(())
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
            (PersonKind::Adult, false) => {
                credentials::insert(tx, person, CredentialKind::Password, hash)?;
            }
            (PersonKind::Student, false) | (PersonKind::Adult, true) => {}
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

/// The messages of the tenant that wait to be sent, in the order in which they were written: what is
/// written into the template of each.
///
/// # Errors
/// If the database or the cipher fails.
pub fn waiting_messages(tx: &mut Tx<'_>) -> Result<Vec<(MessageKind, Content)>, DbError> {
    let rows: Vec<(MessageId, MessageKind, UserId, Option<Sealed>)> = messages::table
        .filter(messages::organization_id.eq(tx.tenant()))
        .filter(messages::state.eq(MessageState::Waiting))
        .order(messages::id)
        .select((
            messages::id,
            messages::kind,
            messages::person_id,
            messages::content,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .filter_map(|(id, kind, person, sealed)| Some((id, kind, person, sealed?)))
        .map(|(id, kind, person, sealed)| {
            let key = subject_key(tx, person)?;
            let text = key.open_text(SealContext::of("messages", "content"), id.uuid(), &sealed)?;
            let content = serde_json::from_str(&text)
                .map_err(|_| DbError::Corrupt("texts by name are JSON"))?;
            Ok((kind, content))
        })
        .collect()
}

/// Rows of any table that name a person who is or was a child of the tenant.
///
/// # Errors
/// If the database fails.
pub fn rows_of_child(tx: &mut Tx<'_>, child: UserId) -> Result<i64, DbError> {
    use crate::schema::{enrollments, progress_events, subject_keys};
    let users: i64 = users::table
        .find((tx.tenant(), child))
        .count()
        .get_result(tx.conn())?;
    let keys: i64 = subject_keys::table
        .find((tx.tenant(), child))
        .count()
        .get_result(tx.conn())?;
    let events: i64 = progress_events::table
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq(child))
        .count()
        .get_result(tx.conn())?;
    let seats: i64 = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(child))
        .count()
        .get_result(tx.conn())?;
    Ok(users + keys + events + seats)
}

/// The direct notice reached a school at an instant, and was acknowledged.
///
/// # Errors
/// If the database fails.
pub fn school_was_told(
    tx: &mut Tx<'_>,
    school: SchoolId,
    at: DateTime<Utc>,
) -> Result<(), DbError> {
    let id: SchoolNoticeId = tx.new_id();
    let nobody = UserId::from_uuid(Uuid::nil());
    let current = SCHOOL_NOTICES.last().map_or(0, |version| version.major);
    let row = (
        school_notices::organization_id.eq(tx.tenant()),
        school_notices::id.eq(id),
        school_notices::school_id.eq(school),
        school_notices::major_version.eq(i32::from(current)),
        school_notices::language.eq(Language::English),
        school_notices::text.eq("We are writing to you."),
        school_notices::text_digest.eq(vec![0_u8; 32]),
        school_notices::recipient_id.eq(nobody),
        school_notices::sent_by.eq(nobody),
        school_notices::sent_at.eq(bind_instant(at)),
        school_notices::delivered_at.eq(Some(bind_instant(at))),
        school_notices::acknowledged_by.eq(Some(nobody)),
        school_notices::acknowledged_at.eq(Some(bind_instant(at))),
    );
    diesel::insert_into(school_notices::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// The school of a class, if neither it nor its district has an administrator.
///
/// # Errors
/// If the database fails.
pub fn school_without_administrator(
    tx: &mut Tx<'_>,
    class: ClassId,
) -> Result<Option<SchoolId>, DbError> {
    let school: SchoolId = classes::table
        .find((tx.tenant(), class))
        .select(classes::school_id)
        .first(tx.conn())?;
    let control = Administrators::read(tx)?.of(school);
    Ok((control == DataControl::Nobody).then_some(school))
}

/// A person confirmed for a class what is to be confirmed, for the next two years; `None` is the
/// person of [`permit`].
///
/// # Errors
/// If the database fails.
pub fn attested(tx: &mut Tx<'_>, class: ClassId, person: Option<UserId>) -> Result<(), DbError> {
    let id: AttestationId = tx.new_id();
    let row = (
        attestations::organization_id.eq(tx.tenant()),
        attestations::id.eq(id),
        attestations::class_id.eq(class),
        attestations::attested_by.eq(person.unwrap_or(UserId::from_uuid(Uuid::nil()))),
        attestations::statement_version.eq(i32::from(STATEMENT_VERSION)),
        attestations::text_digest.eq(vec![0_u8; 32]),
        attestations::attested_at.eq(bind_instant(tx.now())),
        attestations::expires_at.eq(bind_instant(tx.now() + chrono::TimeDelta::days(730))),
    );
    diesel::insert_into(attestations::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Makes the work of a kind of the tenant due at once, whatever its instant.
///
/// # Errors
/// If the database fails.
pub fn bring_forward(tx: &mut Tx<'_>, kind: JobKind) -> Result<(), DbError> {
    let waiting = jobs::table
        .filter(jobs::organization_id.eq(tx.tenant()))
        .filter(jobs::kind.eq(kind));
    diesel::update(waiting)
        .set((
            jobs::due_at.eq(bind_instant(tx.now())),
            jobs::not_before.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}
