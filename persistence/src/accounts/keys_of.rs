//! The keys under which what is written about a person is sealed.

use diesel::prelude::*;
use domain::ids::UserId;

use crate::{
    database::Tx,
    error::DbError,
    keys::{KeyError, Sealed, SubjectKey},
    schema::subject_keys,
};

/// Makes and stores the key of a person who is about to be created.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn create_subject_key(tx: &mut Tx<'_>, person: UserId) -> Result<SubjectKey, DbError> {
    let (wrapped, subject_key) = tx.organization_key()?.create_subject(tx.mint(), person)?;
    let row = (
        subject_keys::organization_id.eq(tx.tenant()),
        subject_keys::subject_id.eq(person),
        subject_keys::wrapped.eq(wrapped),
    );
    diesel::insert_into(subject_keys::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(subject_key)
}

/// Opens the key of a person.
///
/// # Errors
/// [`KeyError::Destroyed`] if it is gone.
pub(crate) fn subject_key(tx: &mut Tx<'_>, person: UserId) -> Result<SubjectKey, DbError> {
    let query = subject_keys::table
        .find((tx.tenant(), person))
        .select(subject_keys::wrapped);
    let wrapped: Option<Sealed> = on_connection!(tx.conn(), |conn| query.first(conn)).optional()?;
    let wrapped = wrapped.ok_or(KeyError::Destroyed)?;
    Ok(tx.organization_key()?.open_subject(person, &wrapped)?)
}
