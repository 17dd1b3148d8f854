//! With what people sign in: changed by hand, so that no roster undoes it.

use diesel::prelude::*;
use domain::{
    accounts::{emails::EmailRecipient, usernames::Username},
    ids::UserId,
    rosters::plan::{PersonField, PersonStatement},
};

use super::{
    keys_of::subject_key,
    people::{self, EMAIL, USERNAME},
};
use crate::{
    database::Tx, error::DbError, keys::BlindIndex, schema::users, sql_types::bind_instant,
};

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginChange {
    /// It is another one.
    Changed,
    /// It was this one before.
    Same,
    /// Another person has it.
    Taken,
}

/// Changes the name with which a student signs in.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn set_username(
    tx: &mut Tx<'_>,
    student: UserId,
    username: &Username,
) -> Result<LoginChange, DbError> {
    let name = username.as_str();
    match people::find_by_username(tx, name)? {
        Some(owner) if owner == student => return Ok(LoginChange::Same),
        Some(_) => return Ok(LoginChange::Taken),
        None => {}
    }
    let index = people::index(tx, USERNAME, Some(name))?;
    let sealed = subject_key(tx, student)?;
    let sealed = sealed.seal(tx.mint(), USERNAME, student.uuid(), name.as_bytes())?;
    diesel::update(users::table.find((tx.tenant(), student)))
        .set((
            users::username.eq(Some(sealed)),
            users::username_index.eq(index),
        ))
        .execute(tx.conn())?;
    note_correction(tx, student, PersonField::Username)?;
    Ok(LoginChange::Changed)
}

/// Changes the address with which a member of staff signs in.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn set_email(
    tx: &mut Tx<'_>,
    person: UserId,
    email: &EmailRecipient,
) -> Result<LoginChange, DbError> {
    match people::find_by_email(tx, email.as_str())? {
        Some(owner) if owner == person => return Ok(LoginChange::Same),
        Some(_) => return Ok(LoginChange::Taken),
        None => {}
    }
    let index: Option<BlindIndex> = people::index(tx, EMAIL, Some(email.as_str()))?;
    let sealed = subject_key(tx, person)?;
    let sealed = sealed.seal(tx.mint(), EMAIL, person.uuid(), email.as_str().as_bytes())?;
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((users::email.eq(Some(sealed)), users::email_index.eq(index)))
        .execute(tx.conn())?;
    note_correction(tx, person, PersonField::Email)?;
    Ok(LoginChange::Changed)
}

/// Notes that a field is a person's word now, whatever a roster said of it and could not be done.
fn note_correction(tx: &mut Tx<'_>, person: UserId, field: PersonField) -> Result<(), DbError> {
    let row = users::table.find((tx.tenant(), person));
    let said: Option<Vec<u8>> = row.select(users::source_statement).first(tx.conn())?;
    let said = said
        .map(|said| PersonStatement::from_bytes(&said))
        .map(|said| said.ok_or(DbError::Corrupt("a statement has all its digests")))
        .transpose()?;
    diesel::update(row)
        .set((
            users::source_statement.eq(said.map(|said| said.corrected(field).to_bytes())),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}
