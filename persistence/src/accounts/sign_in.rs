//! Signing in: what becomes of an attempt.
//!
//! The secret is compared between looking up who is meant and concluding, outside of any
//! transaction. What was found before is found again when the attempt is concluded, so that nothing
//! that changed meanwhile is overlooked, and guesses made at the same time are slowed down as if
//! made one after another.

mod candidate;

use chrono::{DateTime, Utc};
use domain::{
    accounts::{
        clients::ClientFamily,
        credentials::CredentialKind,
        throttle::{Device, Throttle, throttle},
    },
    audit::{AccountEvent, Changed},
    ids::UserId,
};

use super::{
    credentials, devices, failures,
    refresh::{self, SignedIn},
    sessions::kind_of_staff,
};
use crate::{
    age,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
};

use candidate::MatchedAccount;
pub use candidate::{Claim, NO_CLASS_CODE, NameHolder, SignInCandidate, look_up};

/// What the comparison of the secret showed.
#[derive(Clone)]
pub enum Proof {
    /// It is right; with a new hash if the stored one is outdated.
    Right(Option<String>),
    /// It is wrong.
    Wrong,
    /// Nothing: it was not looked at, because too many other accounts fail where it came from.
    NotCompared,
}

/// How an attempt ended.
pub enum Attempt {
    /// The person is signed in.
    SignedIn(SignedIn),
    /// The secret is right, and the account is suspended.
    Suspended,
    /// No one is.
    Failed,
    /// It came too early and was not looked at.
    NotBefore(DateTime<Utc>),
}

/// Notes an attempt that came too early and was not looked at, in a transaction of the candidate's
/// organization. Once a failure, however many there are.
///
/// # Errors
/// If the database fails.
pub fn note_delay(tx: &mut Tx<'_>, claim: &Claim) -> Result<(), DbError> {
    let candidate = look_up(tx, claim)?;
    note_delay_of(tx, &candidate)
}

fn note_delay_of(tx: &mut Tx<'_>, candidate: &SignInCandidate) -> Result<(), DbError> {
    if !candidate.leaves_a_note() {
        return Ok(());
    }
    failures::note_delay(tx, candidate.name)?;
    let event = Entry::of_nobody(AccountEvent::SignInDelayed, candidate.person());
    audit::append(tx, &event)
}

/// Concludes an attempt, in a transaction of the candidate's organization.
///
/// # Errors
/// If the database fails.
pub fn conclude(
    tx: &mut Tx<'_>,
    claim: &Claim,
    compared: &SignInCandidate,
    proof: &Proof,
    client: ClientFamily,
) -> Result<Attempt, DbError> {
    let candidate = look_up(tx, claim)?;
    if let Throttle::Wait(until) = throttle(candidate.streak(), tx.now()) {
        note_delay_of(tx, &candidate)?;
        return Ok(Attempt::NotBefore(until));
    }
    match (&candidate.meant, &compared.meant, proof) {
        (
            MatchedAccount::Somebody(account),
            MatchedAccount::Somebody(before),
            Proof::Right(rehashed),
        ) if account.user == before.user && account.epoch == before.epoch => {
            if age::is_suspended(tx, account.user)? {
                return Ok(Attempt::Suspended);
            }
            let signed_in = succeed(tx, claim, account.user, rehashed.as_deref(), client)?;
            Ok(Attempt::SignedIn(signed_in))
        }
        (_, _, proof) => fail(tx, claim, &candidate, proof).map(|()| Attempt::Failed),
    }
}

fn fail(
    tx: &mut Tx<'_>,
    claim: &Claim,
    candidate: &SignInCandidate,
    proof: &Proof,
) -> Result<(), DbError> {
    if candidate.device == Device::Unknown {
        failures::count(tx, candidate.name, candidate.streak())?;
    }
    let event = match (&candidate.meant, proof) {
        (MatchedAccount::Locked(_), _) => AccountEvent::SignInLocked,
        (MatchedAccount::Nobody, _) => AccountEvent::SignInFailed,
        (MatchedAccount::Somebody(_), Proof::NotCompared) => AccountEvent::SignInDelayed,
        (MatchedAccount::Somebody(account), Proof::Right(_) | Proof::Wrong) => {
            credentials::count_failure(tx, account.user, candidate.device)?;
            if candidate.device == Device::Known {
                devices::count_failure(tx, claim.device(), account.user)?;
            }
            AccountEvent::SignInFailed
        }
    };
    audit::append(tx, &Entry::of_nobody(event, candidate.person()))
}

fn succeed(
    tx: &mut Tx<'_>,
    claim: &Claim,
    user: UserId,
    rehashed: Option<&str>,
    client: ClientFamily,
) -> Result<SignedIn, DbError> {
    credentials::forget_failures(tx, user)?;
    if let Some(hash) = rehashed {
        credentials::rehash(tx, user, CredentialKind::of(claim.person()), hash)?;
    }
    let kind = match claim {
        Claim::Staff { .. } => kind_of_staff(tx),
        Claim::Student { session, .. } => *session,
    };
    let device_token = devices::remember(tx, claim.device(), user)?;
    let signed_in = SignedIn {
        device_token: Some(device_token),
        ..refresh::begin(tx, user, kind, client)?
    };
    let event = Entry::account(AccountEvent::SignedIn, Some(user))
        .that(Changed::created(signed_in.session));
    audit::append(tx, &event)?;
    Ok(signed_in)
}
