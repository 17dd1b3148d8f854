//! An adult's own password: read to be compared, and changed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ChangeOwnPassword,
    accounts::{
        clients::ClientFamily,
        credentials::{CredentialKind, PersonKind},
        throttle::{Device, FailureStreak, Lock, Throttle, lock, throttle},
    },
    audit::{AccountEvent, Changed},
    ids::UserId,
};

use super::{
    credentials,
    expected_words::expected_words,
    keys_of::subject_key,
    refresh::{self, SignedIn},
    sessions::kind_of_staff,
};
use crate::{
    access::Permit,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::{credentials as secrets, users},
};

/// What is known of a person's password.
#[derive(Clone)]
pub struct OwnPassword {
    /// Its hash.
    pub hash: String,
    /// Failures in a row so far, on known devices.
    pub streak: Option<FailureStreak>,
    /// Whether failures have locked it.
    pub lock: Lock,
    /// What a new one must not be.
    pub expected_words: Vec<String>,
    epoch: i32,
}

/// What the comparison of the present password showed.
#[derive(Clone)]
pub enum Proof {
    /// It is right, and this is the hash of the new one.
    Right(String),
    /// It is wrong.
    Wrong,
}

/// How a change of a password ended.
pub enum Change {
    /// It is changed; every session is over but this new one.
    Done(SignedIn),
    /// The present one was not shown.
    Wrong,
    /// It came too early and was not looked at.
    NotBefore(DateTime<Utc>),
}

/// Reads the permitted person's password; `None` if they have none, as students.
///
/// # Errors
/// If the database fails.
pub fn read<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ChangeOwnPassword>,
) -> Result<Option<OwnPassword>, DbError> {
    let person = permit.subject();
    let found: Option<(Sealed, i32)> = secrets::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(secrets::organization_id)
                .and(users::id.eq(secrets::user_id))),
        )
        .filter(secrets::organization_id.eq(tx.tenant()))
        .filter(secrets::user_id.eq(person))
        .filter(secrets::kind.eq(CredentialKind::Password))
        .select((secrets::hash, users::epoch))
        .first(tx.conn())
        .optional()?;
    let Some((sealed, epoch)) = found else {
        return Ok(None);
    };
    let key = subject_key(tx, person)?;
    let hash = credentials::open(&key, person, CredentialKind::Password, &sealed)?;
    let (streak, lock) = failures(tx, person)?;
    Ok(Some(OwnPassword {
        hash,
        streak,
        lock,
        expected_words: expected_words(tx, person)?,
        epoch,
    }))
}

/// The failures that delay the next try of a signed-in adult, and whether there were too many.
fn failures(tx: &mut Tx<'_>, person: UserId) -> Result<(Option<FailureStreak>, Lock), DbError> {
    let (failures, streak) = credentials::failures(tx, person)?.unwrap_or_default();
    let lock = lock(PersonKind::Adult, Device::SignedIn, failures);
    Ok((streak, lock))
}

/// Concludes a change of the permitted person's password.
///
/// # Errors
/// If the database fails.
pub fn change<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ChangeOwnPassword>,
    compared: &OwnPassword,
    proof: &Proof,
    client: ClientFamily,
) -> Result<Change, DbError> {
    let person = permit.subject();
    let (streak, lock) = failures(tx, person)?;
    if let Throttle::Wait(until) = throttle(streak.as_ref(), tx.now()) {
        return Ok(Change::NotBefore(until));
    }
    if lock == Lock::Locked {
        return Ok(Change::Wrong);
    }
    let epoch: i32 = users::table
        .find((tx.tenant(), person))
        .select(users::epoch)
        .first(tx.conn())?;
    match proof {
        Proof::Right(hash) if epoch == compared.epoch => {
            credentials::put(tx, person, CredentialKind::Password, hash)?;
            let signed_in = refresh::begin(tx, person, kind_of_staff(tx), client)?;
            audit::changed(
                tx,
                permit,
                Changed::of(person).and(Changed::created(signed_in.session)),
            )?;
            Ok(Change::Done(signed_in))
        }
        Proof::Right(_) | Proof::Wrong => {
            credentials::count_failure(tx, person, Device::SignedIn)?;
            let event = Entry::account(AccountEvent::SignInFailed, Some(person));
            audit::append(tx, &event)?;
            Ok(Change::Wrong)
        }
    }
}
