//! Telling adults of a version before it takes effect (POL-03).

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*};
use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    audit::{AccountEvent, ChangeRole, Changed},
    ids::{MessageId, UserId},
    mail::{Language, MessageKind},
    policies::version::VersionNumber,
};
use uuid::Uuid;

use crate::{
    access::Installation,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    mail::{self, AdultRecipient, NewMessage},
    schema::{messages, users},
    settings,
    sql_types::BindUuid,
};

/// People who are told in one transaction.
const BATCH: i64 = 50;

/// A version that is announced.
#[derive(Clone, Debug)]
pub struct Announced {
    /// Its number.
    pub number: VersionNumber,
    /// From when on it is in force.
    pub effective_at: DateTime<Utc>,
    /// Where it can be read.
    pub link: String,
}

/// Writes a message to adults of the tenant who were not told yet: to how many, a bounded number at a
/// time. A student is never told by mail (COM-01).
///
/// # Errors
/// If the database or the cipher fails.
pub fn announce(
    tx: &mut Tx<'_>,
    _by: &Installation,
    version: &Announced,
) -> Result<usize, DbError> {
    let about = about(version.number);
    let people = not_yet_told(tx, about)?;
    if people.is_empty() {
        return Ok(0);
    }
    let mut written: Vec<MessageId> = Vec::new();
    for person in &people {
        let Some(recipient) = AdultRecipient::of_account(tx, *person)? else {
            continue;
        };
        let language = settings::language_of(tx, *person)?;
        written.push(mail::post(
            tx,
            &recipient,
            &message(version, about, language),
        )?);
    }
    let created = Changed::each(ChangeRole::Created, written.iter().copied());
    let event = Entry::account(AccountEvent::PolicyAnnounced, None).that(created);
    audit::append(tx, &event)?;
    Ok(written.len())
}

fn message(version: &Announced, about: Uuid, language: Language) -> NewMessage {
    NewMessage {
        kind: MessageKind::PolicyChange,
        language,
        content: [
            ("version".to_owned(), version.number.to_string()),
            (
                "effective_date".to_owned(),
                version.effective_at.format("%Y-%m-%d").to_string(),
            ),
            ("link".to_owned(), version.link.clone()),
        ]
        .into(),
        about: Some(about),
        expires_at: version.effective_at,
    }
}

/// The version as the id of what messages are about.
fn about(number: VersionNumber) -> Uuid {
    let parts = [number.major, number.minor, number.patch].map(u128::from);
    Uuid::from_u128(parts.iter().fold(0, |id, part| (id << 16) | part))
}

fn not_yet_told(tx: &mut Tx<'_>, about: Uuid) -> Result<Vec<UserId>, DbError> {
    let told = messages::table
        .filter(messages::organization_id.eq(users::organization_id))
        .filter(messages::person_id.eq(users::id))
        .filter(messages::kind.eq(MessageKind::PolicyChange))
        .filter(messages::about_id.eq(BindUuid(about)));
    Ok(users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::kind.eq(PersonKind::Adult))
        .filter(users::status.eq(AccountStatus::Active))
        .filter(users::email.is_not_null())
        .filter(diesel::dsl::not(exists(told)))
        .order(users::id)
        .limit(BATCH)
        .select(users::id)
        .load(tx.conn())?)
}
