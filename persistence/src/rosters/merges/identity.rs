//! What a person is in rosters, as their account has it, and with what they sign in.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::UserId,
};

use crate::{
    accounts::{
        credentials,
        keys_of::subject_key,
        people::{self, EMAIL, SOURCE_ID, USERNAME},
    },
    database::Tx,
    error::DbError,
    keys::{BlindIndex, SealContext, Sealed},
    schema::{credentials as secrets, organizations, users},
    sql_types::{BindInstant, bind_id, bind_instant},
};

/// What a roster says of a person, sealed for their account.
pub(super) struct RosterIdentity {
    pub(super) source_id: Sealed,
    pub(super) source_index: BlindIndex,
    pub(super) statement: Option<Vec<u8>>,
}

/// What a roster says of a person whom it names or named.
pub(super) fn identity(tx: &mut Tx<'_>, user: UserId) -> Result<RosterIdentity, DbError> {
    let (source_id, source_index, statement) = users::table
        .find((tx.tenant(), user))
        .filter(users::source_id.is_not_null())
        .select((
            users::source_id.assume_not_null(),
            users::source_index.assume_not_null(),
            users::source_statement,
        ))
        .first(tx.conn())?;
    Ok(RosterIdentity {
        source_id,
        source_index,
        statement,
    })
}

/// The same, sealed for the account of another person.
pub(super) fn sealed_for(
    tx: &mut Tx<'_>,
    identity: RosterIdentity,
    from: UserId,
    to: UserId,
) -> Result<RosterIdentity, DbError> {
    let source_id = resealed(tx, SOURCE_ID, &identity.source_id, from, to)?;
    Ok(RosterIdentity {
        source_id,
        ..identity
    })
}

fn resealed(
    tx: &mut Tx<'_>,
    place: SealContext,
    sealed: &Sealed,
    from: UserId,
    to: UserId,
) -> Result<Sealed, DbError> {
    let text = subject_key(tx, from)?.open_text(place, from.uuid(), sealed)?;
    Ok(subject_key(tx, to)?.seal(tx.mint(), place, to.uuid(), text.as_bytes())?)
}

/// Makes an account the one of whom a roster says this; `left_at` if it said so until then.
pub(super) fn put(
    tx: &mut Tx<'_>,
    user: UserId,
    identity: &RosterIdentity,
    left_at: Option<DateTime<Utc>>,
) -> Result<(), DbError> {
    diesel::update(users::table.find((tx.tenant(), user)))
        .set((
            users::source_id.eq(Some(&identity.source_id)),
            users::source_index.eq(Some(identity.source_index)),
            users::source_statement.eq(&identity.statement),
            users::left_roster_at.eq(left_at.map(bind_instant)),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Makes an account one of whom no roster says anything.
pub(super) fn take(tx: &mut Tx<'_>, user: UserId) -> Result<(), DbError> {
    diesel::update(users::table.find((tx.tenant(), user)))
        .set((
            users::source_id.eq(None::<Sealed>),
            users::source_index.eq(None::<BlindIndex>),
            users::source_statement.eq(None::<Vec<u8>>),
            users::left_roster_at.eq(None::<BindInstant>),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Closes an account and ends its sessions.
pub(super) fn close(tx: &mut Tx<'_>, user: UserId) -> Result<(), DbError> {
    credentials::end_sessions(tx, user)?;
    set_status(tx, user, AccountStatus::Disabled)
}

/// Opens an account as one that a roster names, unless the roster keeps it closed.
pub(super) fn open(
    tx: &mut Tx<'_>,
    user: UserId,
    kind: PersonKind,
    of_roster: AccountStatus,
) -> Result<(), DbError> {
    let secrets: i64 = secrets::table
        .filter(secrets::organization_id.eq(tx.tenant()))
        .filter(secrets::user_id.eq(user))
        .count()
        .get_result(tx.conn())?;
    let status = match (of_roster, kind) {
        (AccountStatus::Disabled, _) => AccountStatus::Disabled,
        (_, PersonKind::Adult) if secrets == 0 => AccountStatus::Invited,
        (_, PersonKind::Student | PersonKind::Adult) => AccountStatus::Active,
    };
    set_status(tx, user, status)
}

fn set_status(tx: &mut Tx<'_>, user: UserId, status: AccountStatus) -> Result<(), DbError> {
    diesel::update(users::table.find((tx.tenant(), user)))
        .set(users::status.eq(status))
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn status(tx: &mut Tx<'_>, user: UserId) -> Result<AccountStatus, DbError> {
    Ok(users::table
        .find((tx.tenant(), user))
        .select(users::status)
        .first(tx.conn())?)
}

/// With what a person signs in: a username or an address.
type Logins = (Option<Sealed>, Option<Sealed>);

fn logins(tx: &mut Tx<'_>, user: UserId) -> Result<Logins, DbError> {
    Ok(users::table
        .find((tx.tenant(), user))
        .select((users::username, users::email))
        .first(tx.conn())?)
}

/// Takes that with which a person signs in, so that others can have it. The account keeps it for the
/// day on which it is opened again.
pub(super) fn give_up_logins(tx: &mut Tx<'_>, user: UserId) -> Result<(), DbError> {
    diesel::update(users::table.find((tx.tenant(), user)))
        .set((
            users::username_index.eq(None::<BlindIndex>),
            users::email_index.eq(None::<BlindIndex>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Gives a person that with which another signed in, as far as they have nothing themself.
pub(super) fn inherit_logins(tx: &mut Tx<'_>, from: UserId, to: UserId) -> Result<(), DbError> {
    let (username, email) = logins(tx, from)?;
    let (own_username, own_email) = logins(tx, to)?;
    let row = users::table.find((tx.tenant(), to));
    if let (Some(sealed), None) = (username, own_username) {
        let index = index_of(tx, USERNAME, from, &sealed)?;
        let sealed = resealed(tx, USERNAME, &sealed, from, to)?;
        diesel::update(row)
            .set((
                users::username.eq(Some(sealed)),
                users::username_index.eq(index),
            ))
            .execute(tx.conn())?;
    }
    if let (Some(sealed), None) = (email, own_email) {
        let index = index_of(tx, EMAIL, from, &sealed)?;
        let sealed = resealed(tx, EMAIL, &sealed, from, to)?;
        diesel::update(row)
            .set((users::email.eq(Some(sealed)), users::email_index.eq(index)))
            .execute(tx.conn())?;
    }
    Ok(())
}

fn index_of(
    tx: &mut Tx<'_>,
    place: SealContext,
    user: UserId,
    sealed: &Sealed,
) -> Result<Option<BlindIndex>, DbError> {
    let text = subject_key(tx, user)?.open_text(place, user.uuid(), sealed)?;
    people::index(tx, place, Some(&text))
}

/// Gives a person back with what they signed in, which `heir` had meanwhile. Whether nobody else has it
/// now.
pub(super) fn regain_logins(tx: &mut Tx<'_>, user: UserId, heir: UserId) -> Result<bool, DbError> {
    let (username, email) = logins(tx, user)?;
    let mut of_username = None;
    let mut of_email = None;
    if let Some(sealed) = &username {
        of_username = index_of(tx, USERNAME, user, sealed)?;
    }
    if let Some(sealed) = &email {
        of_email = index_of(tx, EMAIL, user, sealed)?;
    }
    let others: i64 = users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.ne(heir))
        .filter(
            users::username_index
                .eq(of_username)
                .or(users::email_index.eq(of_email)),
        )
        .count()
        .get_result(tx.conn())?;
    if others > 0 {
        return Ok(false);
    }
    let inherited = users::table.find((tx.tenant(), heir));
    diesel::update(inherited.filter(users::username_index.eq(of_username)))
        .set((
            users::username.eq(None::<Sealed>),
            users::username_index.eq(None::<BlindIndex>),
        ))
        .execute(tx.conn())?;
    diesel::update(inherited.filter(users::email_index.eq(of_email)))
        .set((
            users::email.eq(None::<Sealed>),
            users::email_index.eq(None::<BlindIndex>),
        ))
        .execute(tx.conn())?;
    diesel::update(users::table.find((tx.tenant(), user)))
        .set((
            users::username_index.eq(of_username),
            users::email_index.eq(of_email),
        ))
        .execute(tx.conn())?;
    Ok(true)
}

/// Tells imports that were compared with what is held that it is another now.
pub(super) fn turn_revision(tx: &mut Tx<'_>) -> Result<(), DbError> {
    diesel::update(organizations::table.find(bind_id(tx.tenant())))
        .set(organizations::roster_revision.eq(organizations::roster_revision + 1))
        .execute(tx.conn())?;
    Ok(())
}
