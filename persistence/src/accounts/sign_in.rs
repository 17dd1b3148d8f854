//! Signing in: who is meant, and what becomes of the attempt.
//!
//! The secret is compared between the two, outside of any transaction. What was found before is
//! found again when the attempt is concluded, so that nothing that changed meanwhile is overlooked,
//! and guesses made at the same time are slowed down as if made one after another.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::{
        clients::ClientFamily,
        credentials::{AccountStatus, CredentialKind, PersonKind},
        sessions::SessionKind,
        throttle::{FailureStreak, Throttle, throttle},
    },
    audit::AccountEvent,
    ids::{ClassId, OrganizationId, PLATFORM, UserId},
    words::Word,
};

use super::{
    credentials,
    failures::{self, Road, Tried},
    people,
    refresh::{self, SignedIn},
    sessions::kind_of_staff,
};
use crate::{
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    handles::{self, HandleKind},
    relationships::is_enrolled,
    schema::{classes, credentials as secrets, users},
    sql_types::{at, key},
};

/// Who somebody says they are.
#[derive(Clone)]
pub enum Claim {
    /// An adult.
    Staff {
        /// The short name of their organization.
        organization: String,
        /// Their e-mail address, normalised.
        email: String,
    },
    /// A pupil.
    Pupil {
        /// The sign-in code of one of their classes, normalised.
        class_code: String,
        /// Their username, normalised.
        username: String,
        /// The kind of session that their device gets.
        session: SessionKind,
    },
}

impl Claim {
    /// Pupil or staff.
    pub fn person(&self) -> PersonKind {
        match self {
            Self::Staff { .. } => PersonKind::Staff,
            Self::Pupil { .. } => PersonKind::Pupil,
        }
    }
}

/// Who is meant by a claim, and how often that was tried in vain.
#[derive(Clone)]
pub struct Candidate {
    /// Where the attempt is to be concluded.
    pub organization: OrganizationId,
    /// Failures in a row so far.
    pub streak: Option<FailureStreak>,
    account: Option<Account>,
    tried: Tried,
}

#[derive(Clone)]
struct Account {
    user: UserId,
    epoch: i32,
    hash: String,
}

impl Candidate {
    /// The stored hash, or `None` if nobody is meant.
    pub fn stored_hash(&self) -> Option<String> {
        self.account.as_ref().map(|account| account.hash.clone())
    }
}

/// What the comparison of the secret showed.
#[derive(Clone)]
pub enum Proof {
    /// It is right; with a new hash if the stored one is outdated.
    Right(Option<String>),
    /// It is wrong.
    Wrong,
}

/// How an attempt ended.
pub enum Attempt {
    /// The person is signed in.
    SignedIn(SignedIn),
    /// Nobody is.
    Failed,
    /// It came too early and was not looked at.
    NotBefore(DateTime<Utc>),
}

/// Finds out who is meant. The transaction may be of any tenant.
///
/// # Errors
/// If the database fails.
pub fn look_up(tx: &mut Tx<'_>, claim: &Claim) -> Result<Candidate, DbError> {
    let (kind, handle) = match claim {
        Claim::Staff { organization, .. } => (HandleKind::Organization, organization),
        Claim::Pupil { class_code, .. } => (HandleKind::Class, class_code),
    };
    let organization = handles::find(tx, kind, handle)?;
    tx.within(organization.unwrap_or(PLATFORM), |tx| {
        let account = match organization {
            None => None,
            Some(_) => account(tx, claim)?,
        };
        let tried = match (&account, claim) {
            (Some(account), _) => Tried::Credential(account.user),
            (
                None,
                Claim::Staff {
                    organization,
                    email,
                },
            ) => Tried::name(tx, Road::SignIn, &format!("{organization}\0{email}"))?,
            (
                None,
                Claim::Pupil {
                    class_code,
                    username,
                    ..
                },
            ) => Tried::name(tx, Road::ClassSignIn, &format!("{class_code}\0{username}"))?,
        };
        Ok(Candidate {
            organization: tx.organization(),
            streak: failures::streak(tx, tried)?,
            account,
            tried,
        })
    })
}

/// The account that is meant, if it exists and may be signed in to.
fn account(tx: &mut Tx<'_>, claim: &Claim) -> Result<Option<Account>, DbError> {
    let user = match claim {
        Claim::Staff { email, .. } => people::find_by_email(tx, email)?,
        Claim::Pupil {
            class_code,
            username,
            ..
        } => pupil(tx, class_code, username)?,
    };
    let Some(user) = user else {
        return Ok(None);
    };
    let found: Option<(i32, String)> = users::table
        .inner_join(
            secrets::table.on(secrets::organization_id
                .eq(users::organization_id)
                .and(secrets::user_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq(key(user)))
        .filter(users::kind.eq(claim.person().as_str()))
        .filter(users::status.eq(AccountStatus::Active.as_str()))
        .filter(secrets::kind.eq(CredentialKind::of(claim.person()).as_str()))
        .select((users::epoch, secrets::hash))
        .first(tx.conn())
        .optional()?;
    Ok(found.map(|(epoch, hash)| Account { user, epoch, hash }))
}

/// A pupil who is in the open class with this code at this instant (FER-05).
fn pupil(tx: &mut Tx<'_>, class_code: &str, username: &str) -> Result<Option<UserId>, DbError> {
    let class: Option<ClassId> = classes::table
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::sign_in_code.eq(class_code))
        .filter(open_class!(at(tx.now())))
        .select(classes::id)
        .first(tx.conn())
        .optional()?;
    let pupil = people::find_by_username(tx, username)?;
    match (class, pupil) {
        (Some(class), Some(pupil)) if is_enrolled(tx, pupil, class)? => Ok(Some(pupil)),
        _ => Ok(None),
    }
}

/// Concludes an attempt, in a transaction of the candidate's organization.
///
/// # Errors
/// If the database fails.
pub fn conclude(
    tx: &mut Tx<'_>,
    claim: &Claim,
    compared: &Candidate,
    proof: &Proof,
    client: ClientFamily,
) -> Result<Attempt, DbError> {
    let candidate = look_up(tx, claim)?;
    match throttle(claim.person(), candidate.streak.as_ref(), tx.now()) {
        Throttle::Wait(until) => return Ok(Attempt::NotBefore(until)),
        Throttle::Locked => return Ok(Attempt::Failed),
        Throttle::Allowed(_) => {}
    }
    match (&candidate.account, &compared.account, proof) {
        (Some(account), Some(before), Proof::Right(rehashed))
            if account.user == before.user && account.epoch == before.epoch =>
        {
            let signed_in = succeed(tx, claim, account.user, rehashed.as_deref(), client)?;
            Ok(Attempt::SignedIn(signed_in))
        }
        (account, ..) => {
            failures::count(tx, candidate.tried)?;
            if let Some(account) = account {
                let event = Entry::account(AccountEvent::SignInFailed, Some(account.user));
                audit::append(tx, &event)?;
            }
            Ok(Attempt::Failed)
        }
    }
}

fn succeed(
    tx: &mut Tx<'_>,
    claim: &Claim,
    user: UserId,
    rehashed: Option<&str>,
    client: ClientFamily,
) -> Result<SignedIn, DbError> {
    failures::forget(tx, user)?;
    if let Some(hash) = rehashed {
        credentials::strengthen(tx, user, hash)?;
    }
    let kind = match claim {
        Claim::Staff { .. } => kind_of_staff(tx),
        Claim::Pupil { session, .. } => *session,
    };
    let signed_in = refresh::begin(tx, user, kind, client)?;
    let event = Entry::account(AccountEvent::SignedIn, Some(user));
    audit::append(tx, &event)?;
    Ok(signed_in)
}
