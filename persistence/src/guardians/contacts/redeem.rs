//! Using the code of an invitation.

use diesel::prelude::*;
use domain::{
    accounts::emails::EmailRecipient,
    guardians::contact::Addressee,
    ids::{GuardianshipId, PairingCodeId, UserId},
};

use super::row::Row;
use crate::{
    accounts::{keys_of::subject_key, people},
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{guardian_contacts, users},
};

/// Who presents a pairing code.
#[derive(Clone, Copy)]
pub(in crate::guardians) enum Presenter<'a> {
    /// Nobody yet: it is asked whether the code pairs at all.
    Unknown,
    /// A person who has an account.
    Account(UserId),
    /// A person who opens an account with this address.
    New(&'a EmailRecipient),
}

/// Whether who presents a code is the contact to whose address it was sent.
pub(in crate::guardians) fn addressee(
    tx: &mut Tx<'_>,
    code: PairingCodeId,
    presenter: Presenter<'_>,
) -> Result<Addressee, DbError> {
    let row: Option<Row> = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::pairing_code_id.eq(code))
        .filter(guardian_contacts::ended_at.is_null())
        .select(Row::as_select())
        .first(tx.conn())
        .optional()?;
    let Some(row) = row else {
        return Ok(Addressee::NoneNamed);
    };
    let Some(address) = row.address(tx)? else {
        return Ok(Addressee::Another);
    };
    let theirs = match presenter {
        Presenter::Unknown => None,
        Presenter::Account(person) => address_of(tx, person)?,
        Presenter::New(email) => Some(email.clone()),
    };
    Ok(if theirs == Some(address) {
        Addressee::Same
    } else {
        Addressee::Another
    })
}

/// The address with which a person signs in.
pub(super) fn address_of(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<Option<EmailRecipient>, DbError> {
    let sealed: Option<Option<Sealed>> = users::table
        .find((tx.tenant(), person))
        .select(users::email)
        .first(tx.conn())
        .optional()?;
    let Some(sealed) = sealed.flatten() else {
        return Ok(None);
    };
    let address = subject_key(tx, person)?.open_text(people::EMAIL, person.uuid(), &sealed)?;
    Ok(EmailRecipient::of_adult(&address).ok())
}

/// Notes to which guardianship the code of an invitation led.
pub(in crate::guardians) fn note_guardianship(
    tx: &mut Tx<'_>,
    code: PairingCodeId,
    guardianship: GuardianshipId,
) -> Result<(), DbError> {
    let invited = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::pairing_code_id.eq(code))
        .filter(guardian_contacts::ended_at.is_null());
    diesel::update(invited)
        .set(guardian_contacts::guardianship_id.eq(Some(guardianship)))
        .execute(tx.conn())?;
    Ok(())
}
