//! The keys under which what is written about a person is sealed.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    backups::erased::{ErasedPart, ErasureCause},
    ids::UserId,
    rights::suppression::LeftMark,
};

use crate::{
    backups::erased,
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

/// Opens the keys of several people, in their order.
///
/// # Errors
/// [`KeyError::Destroyed`] if one of them is gone.
pub(crate) fn subject_keys(tx: &mut Tx<'_>, people: &[UserId]) -> Result<Vec<SubjectKey>, DbError> {
    let wrapped: HashMap<UserId, Sealed> = subject_keys::table
        .filter(subject_keys::organization_id.eq(tx.tenant()))
        .filter(subject_keys::subject_id.eq_any(people))
        .select((subject_keys::subject_id, subject_keys::wrapped))
        .load::<(UserId, Sealed)>(tx.conn())?
        .into_iter()
        .collect();
    let organization_key = tx.organization_key()?;
    let open = |person: &UserId| -> Result<SubjectKey, DbError> {
        let wrapped = wrapped.get(person).ok_or(KeyError::Destroyed)?;
        Ok(organization_key.open_subject(*person, wrapped)?)
    };
    people.iter().map(open).collect()
}

/// Destroys the key of a person, and with it everything that was sealed under it, and writes down for the
/// ledger that they were erased. Nothing else destroys keys.
///
/// # Errors
/// If the database fails.
pub(crate) fn destroy_subject_key(
    tx: &mut Tx<'_>,
    person: UserId,
    cause: ErasureCause,
) -> Result<(), DbError> {
    destroy_key_of_marked(tx, person, cause, &[])
}

/// The same of a person of whom marks are left, which the ledger has too.
///
/// # Errors
/// If the database fails.
pub(crate) fn destroy_key_of_marked(
    tx: &mut Tx<'_>,
    person: UserId,
    cause: ErasureCause,
    marks: &[LeftMark],
) -> Result<(), DbError> {
    let destroyed =
        diesel::delete(subject_keys::table.find((tx.tenant(), person))).execute(tx.conn())?;
    if destroyed > 0 {
        erased::note(tx, person.uuid(), ErasedPart::Person, cause, marks)?;
    }
    Ok(())
}
