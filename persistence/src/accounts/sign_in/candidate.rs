//! Who is meant by a claim.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::{
        credentials::{AccountStatus, CredentialKind, PersonKind},
        networks::Standing,
        sessions::SessionKind,
        throttle::{AccountFailures, Device, FailureStreak, Lock, lock},
    },
    ids::{ClassId, OrganizationId, PLATFORM, UserId},
    text_enum::TextEnum,
};

use crate::{
    access::relationships::is_enrolled,
    accounts::{
        credentials,
        devices::{self, OnDevice},
        failures::{self, Behind, Delay, SignInRoute, TypedName, counted},
        networks,
        opaque_token::OpaqueToken,
        people,
    },
    database::Tx,
    error::DbError,
    handles::{self, HandleKind},
    keys::Sealed,
    organizations::state::OrganizationState,
    schema::{classes, credentials as secrets, organizations, subject_keys, users},
    sql_types::bind_instant,
};

/// Stands for every class code that cannot be one: no class has it.
pub const NO_CLASS_CODE: &str = "-";

/// Who a person says they are.
#[derive(Clone)]
pub enum Claim {
    /// An adult.
    Staff {
        /// The short name of their organization.
        organization: String,
        /// Their e-mail address, normalised.
        email: String,
        /// What their device says it is.
        device: Option<OpaqueToken>,
    },
    /// A student.
    Student {
        /// The sign-in code of one of their classes, normalised, or [`NO_CLASS_CODE`].
        class_code: String,
        /// Their username, normalised.
        username: String,
        /// The kind of session that their device gets.
        session: SessionKind,
        /// What their device says it is.
        device: Option<OpaqueToken>,
    },
}

impl Claim {
    /// Student or staff.
    pub fn person(&self) -> PersonKind {
        match self {
            Self::Staff { .. } => PersonKind::Adult,
            Self::Student { .. } => PersonKind::Student,
        }
    }

    pub(super) fn device(&self) -> Option<&OpaqueToken> {
        match self {
            Self::Staff { device, .. } | Self::Student { device, .. } => device.as_ref(),
        }
    }

    /// The name as it was typed, in the scope of the organization in which it was looked for.
    fn typed(&self, tx: &mut Tx<'_>) -> Result<TypedName, DbError> {
        match self {
            Self::Staff {
                organization,
                email,
                ..
            } => TypedName::new(tx, SignInRoute::SignIn, organization, email),
            Self::Student {
                class_code,
                username,
                ..
            } => TypedName::new(tx, SignInRoute::ClassSignIn, class_code, username),
        }
    }
}

/// Who is meant by a claim, and how often the name was tried in vain.
#[derive(Clone)]
pub struct SignInCandidate {
    /// Where the attempt is to be concluded.
    pub organization: OrganizationId,
    /// What speaks for the attempt.
    pub standing: Standing,
    /// Accounts of the organization that were signed in to from the network of the attempt.
    pub accounts_of_network: u32,
    /// What the device of the attempt is for the account.
    pub device: Device,
    pub(super) meant: MatchedAccount,
    pub(super) name: TypedName,
    behind: Option<Behind>,
}

/// Whether there is an account with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameHolder {
    /// There is none.
    Nobody,
    /// There is one.
    Somebody,
}

#[derive(Clone)]
pub(super) enum MatchedAccount {
    Nobody,
    /// A person whose account no secret opens until it is reset.
    Locked(UserId),
    Somebody(Account),
}

#[derive(Clone)]
pub(super) struct Account {
    pub(super) user: UserId,
    pub(super) epoch: i32,
    person: PersonKind,
    hash: String,
    /// Since when the secret is theirs.
    secret_since: DateTime<Utc>,
}

impl SignInCandidate {
    /// The stored hash, or `None` if no secret opens anything.
    pub fn stored_hash(&self) -> Option<String> {
        match &self.meant {
            MatchedAccount::Somebody(account) => Some(account.hash.clone()),
            MatchedAccount::Nobody | MatchedAccount::Locked(_) => None,
        }
    }

    /// Whether an account has the name. Nothing that an onlooker sees may depend on it (G-ENUM).
    pub fn holder(&self) -> NameHolder {
        match &self.meant {
            MatchedAccount::Nobody => NameHolder::Nobody,
            MatchedAccount::Locked(_) | MatchedAccount::Somebody(_) => NameHolder::Somebody,
        }
    }

    /// Failures in a row behind the name.
    pub fn streak(&self) -> Option<&FailureStreak> {
        self.behind.as_ref().map(|behind| &behind.streak)
    }

    /// Whether the log is still to say that a person came too early.
    pub fn leaves_a_note(&self) -> bool {
        self.behind
            .is_some_and(|behind| behind.delay == Delay::Unnoted)
    }

    pub(super) fn person(&self) -> Option<UserId> {
        person(&self.meant)
    }
}

fn person(meant: &MatchedAccount) -> Option<UserId> {
    match meant {
        MatchedAccount::Nobody => None,
        MatchedAccount::Locked(user) => Some(*user),
        MatchedAccount::Somebody(account) => Some(account.user),
    }
}

/// Finds out who is meant. The transaction may be of any tenant.
///
/// # Errors
/// If the database fails.
pub fn look_up(tx: &mut Tx<'_>, claim: &Claim) -> Result<SignInCandidate, DbError> {
    let (kind, handle) = match claim {
        Claim::Staff { organization, .. } => (HandleKind::Organization, organization),
        Claim::Student { class_code, .. } => (HandleKind::Class, class_code),
    };
    let organization = handles::find(tx, kind, handle)?;
    tx.within(organization.unwrap_or(PLATFORM), |tx| {
        let (class, user) = match organization {
            None => (None, None),
            Some(_) => named(tx, claim)?,
        };
        let on = devices::on_device(tx, claim.device(), user)?;
        let meant = match user {
            None => MatchedAccount::Nobody,
            Some(user) => meant(tx, claim, user, on.device)?,
        };
        let name = claim.typed(tx)?;
        let behind = behind(tx, name, on)?;
        let network = networks::remembered(tx, user)?;
        Ok(SignInCandidate {
            organization: tx.organization(),
            standing: match class {
                _ if on.device == Device::Known => Standing::KnownDevice,
                Some(_) => Standing::InsideClass,
                None if network.this_account => Standing::SignedInHere,
                None => Standing::Stranger,
            },
            accounts_of_network: network.accounts,
            device: on.device,
            behind: behind.filter(|behind| !is_forgotten(&meant, behind)),
            meant,
            name,
        })
    })
}

/// The failures that delay an attempt: on a known device those on it, elsewhere those behind the
/// name as it was typed.
fn behind(tx: &mut Tx<'_>, name: TypedName, on: OnDevice) -> Result<Option<Behind>, DbError> {
    let by_name = failures::behind(tx, name)?;
    Ok(match on.device {
        Device::Unknown => by_name,
        Device::Known | Device::SignedIn => on.streak.map(|streak| Behind {
            streak,
            delay: Delay::Noted,
        }),
    })
}

/// Whether what was guessed at before is no longer the secret. A student whom a teacher gave a new
/// passphrase stands in front of the class and does not wait; members of staff replace theirs
/// themselves, which must not show on a name (G-ENUM).
fn is_forgotten(meant: &MatchedAccount, behind: &Behind) -> bool {
    match meant {
        MatchedAccount::Somebody(account) => {
            account.person == PersonKind::Student
                && behind.streak.last_failed_at < account.secret_since
        }
        MatchedAccount::Nobody | MatchedAccount::Locked(_) => false,
    }
}

/// The class whose code a student gives, and who has the name that was typed.
fn named(tx: &mut Tx<'_>, claim: &Claim) -> Result<(Option<ClassId>, Option<UserId>), DbError> {
    let class = class(tx, claim)?;
    let user = match claim {
        Claim::Staff { email, .. } => people::find_by_typed_email(tx, email)?,
        Claim::Student { username, .. } => student(tx, class, username)?,
    };
    Ok((class, user))
}

/// The account that is meant, if it may be signed in to.
fn meant(
    tx: &mut Tx<'_>,
    claim: &Claim,
    user: UserId,
    device: Device,
) -> Result<MatchedAccount, DbError> {
    type Row = (i32, Sealed, Sealed, DateTime<Utc>, i32, i32);
    let kind = CredentialKind::of(claim.person());
    let found: Option<Row> = users::table
        .inner_join(
            secrets::table.on(secrets::organization_id
                .eq(users::organization_id)
                .and(secrets::user_id.eq(users::id))),
        )
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .inner_join(
            organizations::table.on(organizations::organization_id.eq(users::organization_id)),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq(user))
        .filter(users::kind.eq(claim.person()))
        .filter(users::status.eq(AccountStatus::Active))
        .filter(secrets::kind.eq(kind.as_str()))
        .filter(organizations::state.eq(OrganizationState::Active))
        .select((
            users::epoch,
            subject_keys::wrapped,
            secrets::hash,
            secrets::created_at,
            secrets::failures,
            secrets::known_failures,
        ))
        .first(tx.conn())
        .optional()?;
    Ok(match found {
        None => MatchedAccount::Nobody,
        Some((epoch, wrapped, sealed, secret_since, unknown, known)) => {
            let failures = AccountFailures {
                unknown: counted(unknown)?,
                known: counted(known)?,
            };
            match lock(claim.person(), device, failures) {
                Lock::Locked => MatchedAccount::Locked(user),
                Lock::Open => MatchedAccount::Somebody(Account {
                    user,
                    epoch,
                    person: claim.person(),
                    hash: open(tx, user, kind, &wrapped, &sealed)?,
                    secret_since,
                }),
            }
        }
    })
}

fn open(
    tx: &mut Tx<'_>,
    user: UserId,
    kind: CredentialKind,
    wrapped: &Sealed,
    sealed: &Sealed,
) -> Result<String, DbError> {
    let key = tx.organization_key()?.open_subject(user, wrapped)?;
    Ok(credentials::open(&key, user, kind, sealed)?)
}

/// The open class whose code a student gives.
fn class(tx: &mut Tx<'_>, claim: &Claim) -> Result<Option<ClassId>, DbError> {
    let Claim::Student { class_code, .. } = claim else {
        return Ok(None);
    };
    Ok(classes::table
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::sign_in_code.eq(class_code))
        .filter(open_class!(bind_instant(tx.now())))
        .select(classes::id)
        .first(tx.conn())
        .optional()?)
}

/// A student who is in the class at this instant (FER-05).
fn student(
    tx: &mut Tx<'_>,
    class: Option<ClassId>,
    username: &str,
) -> Result<Option<UserId>, DbError> {
    let student = people::find_by_username(tx, username)?;
    match (class, student) {
        (Some(class), Some(student)) if is_enrolled(tx, student, class)? => Ok(Some(student)),
        _ => Ok(None),
    }
}
