//! A contact as it is stored, and opened.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::emails::EmailRecipient,
    guardians::GuardianKind,
    ids::{GuardianContactId, GuardianshipId, PairingCodeId, UserId},
};

use crate::{
    accounts::keys_of::subject_key,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    keys::{BlindIndex, SealContext, Sealed, SubjectKey},
    schema::guardian_contacts,
};

/// Where the keys of contacts are looked up. Not where those of people are, so that nobody sees who of the
/// staff is a parent of whom.
pub(crate) const SOURCE: SealContext = SealContext::of("guardian_contacts", "source_index");
/// What a roster says of a contact.
pub(crate) const STATEMENT: SealContext = SealContext::of("guardian_contacts", "statement");
pub(crate) const GIVEN_NAME: SealContext = SealContext::of("guardian_contacts", "given_name");
pub(crate) const FAMILY_NAME: SealContext = SealContext::of("guardian_contacts", "family_name");
pub(crate) const EMAIL: SealContext = SealContext::of("guardian_contacts", "email");

/// A contact that is not over, as it is stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = guardian_contacts, check_for_backend(MultiBackend))]
pub(super) struct Row {
    pub(super) id: GuardianContactId,
    pub(super) student_id: UserId,
    pub(super) source_index: BlindIndex,
    pub(super) kind: GuardianKind,
    pub(super) given_name: Option<Sealed>,
    pub(super) family_name: Option<Sealed>,
    pub(super) email: Option<Sealed>,
    pub(super) named_at: DateTime<Utc>,
    pub(super) pairing_code_id: Option<PairingCodeId>,
    pub(super) guardianship_id: Option<GuardianshipId>,
}

/// The names and the address of a contact.
pub(super) struct Opened {
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) email: Option<String>,
}

impl Row {
    /// Opens it with the key of its student.
    pub(super) fn open(&self, key: &SubjectKey) -> Result<Opened, DbError> {
        let text = |place, sealed: &Option<Sealed>| -> Result<Option<String>, DbError> {
            let opened = sealed.as_ref();
            let opened = opened.map(|sealed| key.open_text(place, self.id.uuid(), sealed));
            Ok(opened.transpose()?)
        };
        let name = |name: Option<String>| name.ok_or(DbError::Corrupt("an open contact has names"));
        Ok(Opened {
            given_name: name(text(GIVEN_NAME, &self.given_name)?)?,
            family_name: name(text(FAMILY_NAME, &self.family_name)?)?,
            email: text(EMAIL, &self.email)?,
        })
    }

    /// The address to which mail can go, if the roster gives one.
    pub(super) fn address(&self, tx: &mut Tx<'_>) -> Result<Option<EmailRecipient>, DbError> {
        let opened = self.open(&subject_key(tx, self.student_id)?)?;
        Ok(opened
            .email
            .and_then(|email| EmailRecipient::of_adult(&email).ok()))
    }
}

/// A contact of a student that is not over.
pub(super) fn find(
    tx: &mut Tx<'_>,
    student: UserId,
    contact: GuardianContactId,
) -> Result<Option<Row>, DbError> {
    Ok(guardian_contacts::table
        .find((tx.tenant(), contact))
        .filter(guardian_contacts::student_id.eq(student))
        .filter(guardian_contacts::ended_at.is_null())
        .select(Row::as_select())
        .first(tx.conn())
        .optional()?)
}
