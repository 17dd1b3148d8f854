//! New credentials for pupils, by those who teach them (SEC-07).

use diesel::prelude::*;
use domain::{
    access::{
        ClassMember, Permit,
        action::{PrintCredentials, ResetPupilCredential},
    },
    accounts::credentials::{AccountStatus, CredentialKind},
    ids::UserId,
    words::Word,
};

use crate::{
    accounts::{
        credentials,
        keys_of::subject_key,
        people::{self, DISPLAY_NAME, FAMILY_NAME, GIVEN_NAME, USERNAME},
        usernames,
    },
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{classes, enrollments, users},
    sql_types::{at, key},
};

/// What a pupil signs in with, apart from the passphrase.
#[derive(Clone)]
pub struct IssuedCredential {
    /// The pupil.
    pub pupil: UserId,
    /// How others see the pupil.
    pub display_name: String,
    /// The name with which the pupil signs in.
    pub username: String,
    /// The code of the class.
    pub sign_in_code: String,
}

/// Gives the permitted pupil a new passphrase by its hash, and a username if they have none. The old
/// passphrase and every session of before are void; failures are forgotten.
///
/// # Errors
/// If the database fails.
pub fn reset(
    tx: &mut Tx<'_>,
    permit: &Permit<ResetPupilCredential>,
    passphrase_hash: &str,
) -> Result<IssuedCredential, DbError> {
    let ClassMember { class, pupil } = permit.subject();
    let (display_name, username) = names(tx, pupil)?;
    let username = match username {
        Some(username) => username,
        None => assign_username(tx, pupil)?,
    };
    credentials::put(tx, pupil, CredentialKind::Passphrase, passphrase_hash)?;
    open_account(tx, pupil)?;
    let sign_in_code = classes::table
        .find((tx.tenant(), key(class)))
        .select(classes::sign_in_code)
        .first(tx.conn())?;
    audit::performed(tx, permit, 1)?;
    Ok(IssuedCredential {
        pupil,
        display_name,
        username,
        sign_in_code,
    })
}

/// The pupils who are in the permitted class at this instant, oldest first.
///
/// # Errors
/// If the database fails.
pub fn to_print(
    tx: &mut Tx<'_>,
    permit: &Permit<PrintCredentials>,
) -> Result<Vec<UserId>, DbError> {
    let now = at(tx.now());
    let mut pupils: Vec<UserId> = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::class_id.eq(key(permit.subject())))
        .filter(in_force!(enrollments, now))
        .order(enrollments::user_id)
        .select(enrollments::user_id)
        .load(tx.conn())?;
    pupils.dedup();
    Ok(pupils)
}

/// Says in the log that a sheet with so many new credentials was made; each reset has an event of its
/// own.
///
/// # Errors
/// If the database fails.
pub fn printed(
    tx: &mut Tx<'_>,
    permit: &Permit<PrintCredentials>,
    pupils: usize,
) -> Result<(), DbError> {
    audit::performed(tx, permit, pupils)
}

/// The display name and the username, if there is one. They go onto the pupil's own slip.
fn names(tx: &mut Tx<'_>, pupil: UserId) -> Result<(String, Option<String>), DbError> {
    let (display_name, username): (Sealed, Option<Sealed>) = users::table
        .find((tx.tenant(), key(pupil)))
        .select((users::display_name, users::username))
        .first(tx.conn())?;
    let subject = subject_key(tx, pupil)?;
    let username = username
        .map(|username| subject.open_text(USERNAME, pupil.uuid(), &username))
        .transpose()?;
    let display_name = subject.open_text(DISPLAY_NAME, pupil.uuid(), &display_name)?;
    Ok((display_name, username))
}

/// Gives a username to a pupil whom a roster brought without one.
fn assign_username(tx: &mut Tx<'_>, pupil: UserId) -> Result<String, DbError> {
    let row = (tx.tenant(), key(pupil));
    let (given, family): (Sealed, Sealed) = users::table
        .find(row)
        .select((users::given_name, users::family_name))
        .first(tx.conn())?;
    let subject = subject_key(tx, pupil)?;
    let given = subject.open_text(GIVEN_NAME, pupil.uuid(), &given)?;
    let family = subject.open_text(FAMILY_NAME, pupil.uuid(), &family)?;
    let username = usernames::draw(tx, &given, &family, &[])?;
    let username = username.as_str();
    let sealed = subject.seal(tx.mint(), USERNAME, pupil.uuid(), username.as_bytes())?;
    let index = people::index(tx, USERNAME, Some(username))?;
    diesel::update(users::table.find(row))
        .set((
            users::username.eq(Some(sealed)),
            users::username_index.eq(index),
        ))
        .execute(tx.conn())?;
    Ok(username.to_owned())
}

/// Opens an account that waited for its first secret. One that was closed stays closed.
fn open_account(tx: &mut Tx<'_>, pupil: UserId) -> Result<(), DbError> {
    diesel::update(
        users::table
            .find((tx.tenant(), key(pupil)))
            .filter(users::status.eq(AccountStatus::Invited.as_str())),
    )
    .set(users::status.eq(AccountStatus::Active.as_str()))
    .execute(tx.conn())?;
    Ok(())
}
