//! Many accounts tried from one network (G-BF2).
//!
//! Guessing at one account is slowed down by account. Who has a list of names and passwords from
//! elsewhere tries each name once, and no account notices. What gives them away is how many
//! different accounts fail from where they are. A whole school is behind one network too, and its
//! students mistype: but they get in a moment later, which strikes the account off, and the more
//! get in, the more may fail. Who got in from a network before is let through whatever others do
//! there.
//!
//! Nothing here names a person: an account is the digest of what was claimed, under a key that is
//! drawn when the process starts and kept nowhere else.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use aws_lc_rs::hmac;
use chrono::{DateTime, TimeDelta, Utc};
use domain::audit::TruncatedAddress;
use moka::sync::Cache;

/// How long a failure counts (G-BF2).
const WINDOW: TimeDelta = TimeDelta::minutes(10);
/// Accounts that get in from a network for which it may have one more that fails: a school where
/// every fourth student mistypes is a school.
const SUCCESSES_FOR_A_FAILURE: usize = 4;
/// Accounts of one network that are remembered at most.
const ACCOUNTS_OF_A_NETWORK: usize = 4096;
/// Networks that are remembered at most; the least recently used is forgotten first.
const NETWORKS: u64 = 20_000;
/// Accounts that are known to get in from a network, at most.
const KNOWN: u64 = 200_000;
/// How long they stay known.
const KNOWN_FOR: Duration = Duration::from_hours(7 * 24);

/// An account that a person claims to be theirs, whether or not there is one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClaimedAccount([u8; 16]);

impl fmt::Debug for ClaimedAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClaimedAccount")
    }
}

/// How a network stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountReputation {
    /// A person got in from there within the last days.
    Known,
    /// No one did.
    Stranger,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person is in.
    SignedIn,
    /// They are not.
    Failed,
}

/// The last outcome of every account that was lately tried from a network.
type Tried = HashMap<ClaimedAccount, (Ended, DateTime<Utc>)>;

/// Which accounts fail from where.
pub struct FailingAccounts {
    key: hmac::Key,
    allowed: usize,
    tried: Cache<TruncatedAddress, Arc<Mutex<Tried>>>,
    networks: Cache<TruncatedAddress, ()>,
    accounts: Cache<(TruncatedAddress, ClaimedAccount), ()>,
}

impl FailingAccounts {
    /// So many accounts may fail from a network at least. The key is to be drawn at random.
    pub fn new(allowed: u32, key: &[u8; 32]) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
            allowed: usize::try_from(allowed).unwrap_or(usize::MAX),
            tried: Cache::builder()
                .max_capacity(NETWORKS)
                .time_to_idle(WINDOW.to_std().unwrap_or_default())
                .build(),
            networks: Cache::builder()
                .max_capacity(NETWORKS)
                .time_to_idle(KNOWN_FOR)
                .build(),
            accounts: Cache::builder()
                .max_capacity(KNOWN)
                .time_to_idle(KNOWN_FOR)
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

    /// Whether the account may be tried from the network now, and how the network stands.
    ///
    /// # Errors
    /// The instant at which to try again.
    pub fn admit(
        &self,
        network: TruncatedAddress,
        account: ClaimedAccount,
        now: DateTime<Utc>,
    ) -> Result<AccountReputation, DateTime<Utc>> {
        if self.accounts.contains_key(&(network, account)) {
            return Ok(AccountReputation::Known);
        }
        let oldest = self.tried.get(&network).and_then(|tried| {
            let mut tried = tried.lock().unwrap_or_else(PoisonError::into_inner);
            forget_what_is_old(&mut tried, now);
            let failing = tried.values().filter(|(ended, _)| *ended == Ended::Failed);
            let (count, oldest) = failing.fold((0, None), |(count, oldest), (_, at)| {
                (
                    count + 1,
                    Some(oldest.map_or(*at, |oldest| at.min(&oldest).to_owned())),
                )
            });
            let successes = tried.len().saturating_sub(count);
            let allowed = self
                .allowed
                .saturating_add(successes / SUCCESSES_FOR_A_FAILURE);
            oldest.filter(|_| count >= allowed)
        });
        match oldest {
            Some(oldest) => Err(oldest + WINDOW),
            None if self.networks.contains_key(&network) => Ok(AccountReputation::Known),
            None => Ok(AccountReputation::Stranger),
        }
    }

    /// Takes note of how an attempt ended.
    pub fn note(
        &self,
        network: TruncatedAddress,
        account: ClaimedAccount,
        ended: Ended,
        now: DateTime<Utc>,
    ) {
        if ended == Ended::SignedIn {
            self.networks.insert(network, ());
            self.accounts.insert((network, account), ());
        }
        let tried = self.tried.get_with(network, Arc::default);
        let mut tried = tried.lock().unwrap_or_else(PoisonError::into_inner);
        forget_what_is_old(&mut tried, now);
        if tried.len() < ACCOUNTS_OF_A_NETWORK || tried.contains_key(&account) {
            tried.insert(account, (ended, now));
        }
    }
}

fn forget_what_is_old(tried: &mut Tried, now: DateTime<Utc>) {
    tried.retain(|_, (_, at)| now.signed_duration_since(*at) < WINDOW);
}

#[cfg(test)]
mod tests;
