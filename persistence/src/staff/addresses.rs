//! The e-mail addresses of staff who were invited by a school: asked for until somebody answers the
//! invitation, and theirs from then on (decision 9).

use diesel::prelude::*;
use domain::{
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
    },
    ids::{SchoolId, UserId},
};

use super::roles;
use crate::{
    accounts::{
        keys_of::subject_key,
        people::{EMAIL, index},
    },
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{staff_roles, users},
    sql_types::bind_instant,
};

/// Who is called by an address at a school: whoever has it and has or had a role there, then those
/// who were invited there and have not answered. Who has the address elsewhere makes no difference
/// to what is read.
///
/// # Errors
/// If the database fails.
pub(crate) fn known_at(
    tx: &mut Tx<'_>,
    school: SchoolId,
    address: &str,
) -> Result<Vec<UserId>, DbError> {
    let wanted = index(tx, EMAIL, Some(address))?;
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let at_school = || {
        users::table
            .inner_join(
                staff_roles::table.on(staff_roles::organization_id
                    .eq(users::organization_id)
                    .and(staff_roles::user_id.eq(users::id))),
            )
            .filter(users::organization_id.eq(tenant))
            .filter(staff_roles::school_id.eq(school))
            .select(users::id)
            .distinct()
    };
    let having = at_school().filter(users::email_index.eq(&wanted));
    let mut found: Vec<UserId> = having.load(tx.conn())?;
    let asking = at_school()
        .filter(users::requested_email_index.eq(&wanted))
        .filter(not_over!(staff_roles, now))
        .order(users::id);
    found.extend(asking.load::<UserId>(tx.conn())?);
    Ok(found)
}

/// Notes the address that a person is to sign in with once they accept.
///
/// # Errors
/// If the database or the cipher fails.
pub(super) fn request(
    tx: &mut Tx<'_>,
    person: UserId,
    address: &EmailRecipient,
) -> Result<(), DbError> {
    let bytes = address.as_str().as_bytes();
    let sealed = subject_key(tx, person)?.seal(tx.mint(), EMAIL, person.uuid(), bytes)?;
    let wanted = index(tx, EMAIL, Some(address.as_str()))?;
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((
            users::email.eq(sealed),
            users::requested_email_index.eq(wanted),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether a person can have the address that they were invited by: nobody else has it, or only an
/// account without a role that waits for nobody.
///
/// # Errors
/// If the database fails.
pub(super) fn can_be_had(tx: &mut Tx<'_>, person: UserId) -> Result<bool, DbError> {
    let Some((holder, kind, status)) = holder_of_requested(tx, person)? else {
        return Ok(true);
    };
    let waits = (kind, status) == (PersonKind::Adult, AccountStatus::Invited);
    Ok(waits && roles::held(tx, holder)?.is_empty())
}

/// Gives a person the address that they were invited by, which [`can_be_had`].
///
/// # Errors
/// If the database fails.
pub(super) fn take(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    if let Some((holder, ..)) = holder_of_requested(tx, person)? {
        give_up(tx, holder)?;
    }
    let Some(wanted) = requested(tx, person)? else {
        return Ok(());
    };
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((
            users::email_index.eq(wanted),
            users::requested_email_index.eq(None::<Vec<u8>>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes from a person the address that they have or were invited by.
///
/// # Errors
/// If the database fails.
pub(super) fn give_up(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((
            users::email.eq(None::<Sealed>),
            users::email_index.eq(None::<Vec<u8>>),
            users::requested_email_index.eq(None::<Vec<u8>>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

fn requested(tx: &mut Tx<'_>, person: UserId) -> Result<Option<Vec<u8>>, DbError> {
    Ok(users::table
        .find((tx.tenant(), person))
        .select(users::requested_email_index)
        .first(tx.conn())?)
}

fn holder_of_requested(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<Option<(UserId, PersonKind, AccountStatus)>, DbError> {
    let Some(wanted) = requested(tx, person)? else {
        return Ok(None);
    };
    Ok(users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::email_index.eq(wanted))
        .select((users::id, users::kind, users::status))
        .first(tx.conn())
        .optional()?)
}
