//! Many accounts tried from one network (G-BF2).
//!
//! Guessing at one account is slowed down by account. Who has a list of names and passwords from
//! elsewhere tries each name once, and no account notices. What gives them away is how many
//! different accounts fail from where they are. A whole school is behind one network too, and its
//! students mistype, copy a wrong class code and invent names.
//!
//! So two things are counted. Every name that fails decides what is *said* to further failures
//! there: an onlooker learns nothing from it about which names exist (G-ENUM). Only accounts that
//! exist, were compared and differed decide what is *compared*: names that no one has keep nobody
//! out. Whichever it is, the same work is done, and only who shows the right secret sees a
//! difference.
//!
//! Nothing here names a person: an account is the digest of what was claimed, under a key that is
//! drawn when the process starts and kept nowhere else.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use aws_lc_rs::hmac;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    accounts::{credentials::PersonKind, networks::failing_accounts_allowed},
    audit::TruncatedAddress,
};
use moka::sync::Cache;

/// How long a failure counts (G-BF2).
const WINDOW: TimeDelta = TimeDelta::minutes(10);
/// Names of one network that are remembered at most. No further account is compared.
const NAMES_OF_A_NETWORK: usize = 4096;
/// Networks that are remembered at most; the least recently used is forgotten first.
const NETWORKS: u64 = 20_000;

/// An account that a person claims to be theirs, whether or not there is one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClaimedAccount([u8; 16]);

impl fmt::Debug for ClaimedAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClaimedAccount")
    }
}

/// Where an account is tried: a network, and the kind of person that is claimed. Students' failures
/// are none of their principal's.
pub type Place = (TruncatedAddress, PersonKind);

/// How a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkState {
    /// Whether an account that nothing else speaks for is compared.
    pub strangers: Strangers,
    /// What is said to whoever fails.
    pub failures: Failures,
}

/// Whether attempts that nothing speaks for are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strangers {
    /// They are.
    Compared,
    /// They are not: too many accounts failed.
    NotCompared,
}

/// What is said to whoever fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failures {
    /// That they failed.
    Told,
    /// That too many did, and to come back at this instant.
    TooMany(DateTime<Utc>),
}

/// How an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// An account exists, and its secret was compared.
    Compared,
    /// No one has the name, or it was not compared.
    Unseen,
}

/// What lately failed at a place, and when for the last time.
#[derive(Default)]
struct Tried {
    names: HashMap<ClaimedAccount, DateTime<Utc>>,
    /// Those of the names that accounts have and that were compared.
    compared: HashMap<ClaimedAccount, DateTime<Utc>>,
}

/// Which accounts fail from where.
pub struct FailingAccounts {
    key: hmac::Key,
    base: u32,
    tried: Cache<Place, Arc<Mutex<Tried>>>,
}

impl FailingAccounts {
    /// So many adults' accounts may fail from a network that is not known. The key is to be drawn at
    /// random.
    pub fn new(base: u32, key: &[u8; 32]) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
            base,
            tried: Cache::builder()
                .max_capacity(NETWORKS)
                .time_to_idle(WINDOW.to_std().unwrap_or_default())
                .build(),
        }
    }

    /// The account that these parts of a claim name.
    pub fn claimed(&self, parts: &[&str]) -> ClaimedAccount {
        let mut context = hmac::Context::with_key(&self.key);
        for part in parts {
            context.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            context.update(part.as_bytes());
        }
        let mut digest = [0; 16];
        for (byte, signed) in digest.iter_mut().zip(context.sign().as_ref()) {
            *byte = *signed;
        }
        ClaimedAccount(digest)
    }

    /// How a place stands for an account, if so many of its organization were signed in to from
    /// that network.
    pub fn state(
        &self,
        place: Place,
        account: ClaimedAccount,
        accounts_known: u32,
        now: DateTime<Utc>,
    ) -> NetworkState {
        let allowed = failing_accounts_allowed(place.1, self.base, accounts_known);
        let allowed = usize::try_from(allowed).unwrap_or(usize::MAX);
        self.with(place, now, |tried| NetworkState {
            strangers: tried.strangers(account, allowed),
            failures: tried.failures(allowed),
        })
    }

    /// Takes note of a failure.
    pub fn note(&self, place: Place, account: ClaimedAccount, failed: Failed, now: DateTime<Utc>) {
        self.with(place, now, |tried| {
            if tried.is_full() && !tried.names.contains_key(&account) {
                return;
            }
            tried.names.insert(account, now);
            if failed == Failed::Compared {
                tried.compared.insert(account, now);
            }
        });
    }

    /// Forgets the failures of an account whose owner is in.
    pub fn forgive(&self, place: Place, account: ClaimedAccount, now: DateTime<Utc>) {
        self.with(place, now, |tried| {
            tried.names.remove(&account);
            tried.compared.remove(&account);
        });
    }

    fn with<T>(
        &self,
        place: Place,
        now: DateTime<Utc>,
        operation: impl FnOnce(&mut Tried) -> T,
    ) -> T {
        let tried = self.tried.get_with(place, Arc::default);
        let mut tried = tried.lock().unwrap_or_else(PoisonError::into_inner);
        tried.names.retain(|_, at| is_recent(*at, now));
        tried.compared.retain(|_, at| is_recent(*at, now));
        operation(&mut tried)
    }
}

impl Tried {
    fn is_full(&self) -> bool {
        self.names.len() >= NAMES_OF_A_NETWORK
    }

    fn strangers(&self, account: ClaimedAccount, allowed: usize) -> Strangers {
        let few = self.compared.len() < allowed && !self.is_full();
        // An account that was compared before is not one more.
        if few || self.compared.contains_key(&account) {
            Strangers::Compared
        } else {
            Strangers::NotCompared
        }
    }

    fn failures(&self, allowed: usize) -> Failures {
        let Some(beyond) = self.names.len().checked_sub(allowed) else {
            return Failures::Told;
        };
        let mut instants: Vec<_> = self.names.values().copied().collect();
        instants.sort_unstable();
        instants
            .get(beyond)
            .map_or(Failures::Told, |at| Failures::TooMany(*at + WINDOW))
    }
}

fn is_recent(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now.signed_duration_since(at) < WINDOW
}

#[cfg(test)]
mod tests;
