//! Who manages the contacts and the guardians of a student.

use diesel::prelude::*;
use domain::{accounts::emails::EmailRecipient, guardians::contact::ContactKeeper, ids::UserId};

use super::{
    redeem::address_of,
    row::{Row, SOURCE},
};
use crate::{
    accounts::{keys_of::subject_key, people},
    database::Tx,
    error::DbError,
    guardians::standing::was_guardian,
    keys::{BlindIndex, Sealed},
    schema::{guardian_contacts, users},
};

/// How a person who administers a school of a student stands to the student's contacts and guardians.
pub(in crate::guardians) fn keeper(
    tx: &mut Tx<'_>,
    person: UserId,
    student: UserId,
) -> Result<ContactKeeper, DbError> {
    if was_guardian(tx, person, student)? {
        return Ok(ContactKeeper::OfTheFamily);
    }
    let source = source_of(tx, person)?;
    let address: Option<EmailRecipient> = address_of(tx, person)?;
    let rows: Vec<Row> = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::student_id.eq(student))
        .select(Row::as_select())
        .load(tx.conn())?;
    for row in rows {
        let is_keyed = source == Some(row.source_index);
        // A mark has no address any more.
        let has_address = |tx| -> Result<bool, DbError> {
            Ok(address.is_some() && row.given_name.is_some() && row.address(tx)? == address)
        };
        if is_keyed || has_address(tx)? {
            return Ok(ContactKeeper::OfTheFamily);
        }
    }
    Ok(ContactKeeper::Another)
}

/// The index under which a contact would be who a roster names by the key of this person: a guardian who
/// teaches.
fn source_of(tx: &mut Tx<'_>, person: UserId) -> Result<Option<BlindIndex>, DbError> {
    let sealed: Option<Option<Sealed>> = users::table
        .find((tx.tenant(), person))
        .select(users::source_id)
        .first(tx.conn())
        .optional()?;
    let Some(sealed) = sealed.flatten() else {
        return Ok(None);
    };
    let key = subject_key(tx, person)?;
    let source = key.open_text(people::SOURCE_ID, person.uuid(), &sealed)?;
    Ok(Some(tx.organization_key()?.index(SOURCE, &source)))
}
