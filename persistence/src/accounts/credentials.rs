//! Credentials: hashes only, sealed under their owner's key. What was hashed is known to its owner
//! alone, and a hash opens in the row that it was made for and nowhere else.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::{
        credentials::{AccountStatus, CredentialKind},
        throttle::{AccountFailures, Device, FailureStreak},
    },
    ids::UserId,
};

use super::{devices, failures::counted, keys_of::subject_key};
use crate::{
    database::Tx,
    error::DbError,
    keys::{KeyError, SealContext, Sealed, SubjectKey},
    schema::{credentials, users},
    sql_types::{BindInstant, bind_instant},
};

/// Where the hash of a secret of this kind stands: it does not open as one of the other kind.
const fn place(kind: CredentialKind) -> SealContext {
    match kind {
        CredentialKind::Password => SealContext::of("credentials", "hash of password"),
        CredentialKind::Passphrase => SealContext::of("credentials", "hash of passphrase"),
    }
}

fn seal(
    tx: &mut Tx<'_>,
    person: UserId,
    kind: CredentialKind,
    hash: &str,
) -> Result<Sealed, DbError> {
    let key = subject_key(tx, person)?;
    Ok(key.seal(tx.mint(), place(kind), person.uuid(), hash.as_bytes())?)
}

/// Opens the hash of a person's secret of this kind.
///
/// # Errors
/// [`KeyError::DoesNotOpen`] if it was made for another person or kind.
pub(crate) fn open(
    key: &SubjectKey,
    person: UserId,
    kind: CredentialKind,
    sealed: &Sealed,
) -> Result<String, KeyError> {
    key.open_text(place(kind), person.uuid(), sealed)
}

/// Gives a person a new secret by its hash. What went before it no longer opens anything: failures
/// are forgotten, and every session of before ends (G-SES2).
///
/// # Errors
/// If the database fails.
pub(crate) fn put(
    tx: &mut Tx<'_>,
    person: UserId,
    kind: CredentialKind,
    hash: &str,
) -> Result<(), DbError> {
    insert(tx, person, kind, hash)?;
    devices::forget_failures(tx, person)?;
    end_sessions(tx, person)
}

/// Stores a person's secret by its hash, in the place of the one that they had.
///
/// # Errors
/// If the database fails.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    person: UserId,
    kind: CredentialKind,
    hash: &str,
) -> Result<(), DbError> {
    let hash = seal(tx, person, kind, hash)?;
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let held = credentials::table.find((tenant, person));
    diesel::delete(held).execute(tx.conn())?;
    let row = (
        credentials::organization_id.eq(tenant),
        credentials::user_id.eq(person),
        credentials::kind.eq(kind),
        credentials::hash.eq(hash),
        credentials::created_at.eq(now),
        credentials::updated_at.eq(now),
    );
    diesel::insert_into(credentials::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Ends every session of a person: the next epoch ends those of the one before (G-SES2).
///
/// # Errors
/// If the database fails.
pub(crate) fn end_sessions(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((
            users::epoch.eq(users::epoch + 1),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Replaces the hash of an unchanged secret by a stronger one. Nothing ends by it.
///
/// # Errors
/// If the database fails.
pub(crate) fn rehash(
    tx: &mut Tx<'_>,
    person: UserId,
    kind: CredentialKind,
    hash: &str,
) -> Result<(), DbError> {
    let hash = seal(tx, person, kind, hash)?;
    diesel::update(credentials::table.find((tx.tenant(), person)))
        .set((
            credentials::hash.eq(hash),
            credentials::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes a person's secret away, with every session of before and every failure. An account in use
/// waits for its owner again.
///
/// # Errors
/// If the database fails.
pub(crate) fn revoke_credential(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    let tenant = tx.tenant();
    diesel::delete(credentials::table.find((tenant, person))).execute(tx.conn())?;
    end_sessions(tx, person)?;
    let row = users::table.find((tenant, person));
    diesel::update(row.filter(users::status.eq(AccountStatus::Active)))
        .set(users::status.eq(AccountStatus::Invited))
        .execute(tx.conn())?;
    Ok(())
}

/// The failures at a person's secret since they last showed it, and those on known devices as a row;
/// `None` if they have no secret.
///
/// # Errors
/// If the database fails.
pub(crate) fn failures(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<Option<(AccountFailures, Option<FailureStreak>)>, DbError> {
    let found: Option<(i32, i32, Option<DateTime<Utc>>)> = credentials::table
        .find((tx.tenant(), person))
        .select((
            credentials::failures,
            credentials::known_failures,
            credentials::known_failed_at,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((unknown, known, known_failed_at)) = found else {
        return Ok(None);
    };
    let failures = AccountFailures {
        unknown: counted(unknown)?,
        known: counted(known)?,
    };
    let streak = known_failed_at.map(|last_failed_at| FailureStreak {
        failures: failures.known,
        last_failed_at,
    });
    Ok(Some((failures, streak)))
}

/// Counts one more failure, on such a device.
///
/// # Errors
/// If the database fails.
pub(crate) fn count_failure(
    tx: &mut Tx<'_>,
    person: UserId,
    device: Device,
) -> Result<(), DbError> {
    let row = credentials::table.find((tx.tenant(), person));
    match device {
        Device::Unknown => diesel::update(row)
            .set(credentials::failures.eq(credentials::failures + 1))
            .execute(tx.conn())?,
        Device::Known | Device::SignedIn => diesel::update(row)
            .set((
                credentials::known_failures.eq(credentials::known_failures + 1),
                credentials::known_failed_at.eq(bind_instant(tx.now())),
            ))
            .execute(tx.conn())?,
    };
    Ok(())
}

/// Forgets the failures of a person who showed their secret.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget_failures(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    let held = credentials::table.find((tx.tenant(), person)).filter(
        credentials::failures
            .ne(0)
            .or(credentials::known_failures.ne(0)),
    );
    let forgotten = (
        credentials::failures.eq(0),
        credentials::known_failures.eq(0),
        credentials::known_failed_at.eq(None::<BindInstant>),
    );
    diesel::update(held).set(forgotten).execute(tx.conn())?;
    Ok(())
}
