//! Argon2id in a bounded pool (G-PW2): as many hashes at once as there are cores, few who wait, and
//! none for long.
//!
//! The hashing task owns its permit. A permit that belonged to the request would come back when a
//! client hangs up, while the hash still runs, and any number of them could run at once.

use std::{fmt, num::NonZeroUsize, sync::Arc, thread, time::Duration};

use domain::{
    accounts::{credentials::PersonKind, throttle::AttemptPermit},
    mint::Mint,
};
use secrecy::SecretSlice;
use thiserror::Error;
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use super::{
    argon2id::{Argon2id, Comparison, Cost, HashError, STAFF_COST, STUDENT_COST},
    secret_text::SecretText,
};
use crate::{
    config,
    problem::{ApiError, ProblemKind},
};

/// Random bytes of a salt: 128 bits (SEC-04).
const SALT_LENGTH: usize = 16;
/// One place in so many of the queue is kept free of strangers (G-BF2).
const KEPT_FREE: usize = 4;

/// How the network of an attempt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountReputation {
    /// A person got in from there within the last months, or it is tried from inside a class.
    Known,
    /// No one did.
    Stranger,
}

/// How the pool hashes.
pub struct Settings {
    /// For students' passphrases.
    pub student: Cost,
    /// For passwords of adults.
    pub staff: Cost,
    /// How many hashes run at once.
    pub at_once: NonZeroUsize,
    /// How many may wait for a free core (G-PW2).
    pub queue: usize,
    /// How long one waits for a free core (G-PW2).
    pub longest_wait: Duration,
    /// A key of the server without which the hashes are worthless. With one configured, hashes made
    /// before still verify and are made anew at the next sign-in.
    pub pepper: Option<SecretSlice<u8>>,
}

impl Settings {
    /// The costs of production in a pool as configured: without a number of permits, as many as
    /// this machine has cores.
    pub fn of(config: &config::Hashing) -> Self {
        Self {
            student: STUDENT_COST,
            staff: STAFF_COST,
            at_once: NonZeroUsize::new(config.permits)
                .or_else(|| thread::available_parallelism().ok())
                .unwrap_or(NonZeroUsize::MIN),
            queue: config.queue,
            longest_wait: config.wait,
            pepper: None,
        }
    }
}

/// Why a secret was not hashed or compared.
#[derive(Debug, Error)]
pub enum HashingError {
    /// Too many wait already, or one waited too long. Answer 503 with `Retry-After`.
    #[error("too many passwords are being hashed")]
    Busy,
    /// The stored hash is not one of ours, or the pool was made with impossible costs.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The hashing task died.
    #[error("the hashing task was cancelled")]
    Died,
}

impl From<HashingError> for ApiError {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Busy => ProblemKind::Busy.into(),
            HashingError::Hash(_) => Self::Internal("failed to hash a secret"),
            HashingError::Died => Self::Internal("the hashing task was cancelled"),
        }
    }
}

/// Hashes and compares secrets, a few at a time.
#[derive(Clone)]
pub struct PasswordHashing {
    argon2id: Arc<Argon2id>,
    /// One permit for each who waits or works.
    places: Arc<Semaphore>,
    /// One permit for each who waits or works for a network from which no one got in lately.
    strangers: Arc<Semaphore>,
    /// One permit for each who works.
    cores: Arc<Semaphore>,
    longest_wait: Duration,
}

impl PasswordHashing {
    /// A pool with these settings.
    pub fn new(settings: Settings) -> Result<Self, HashError> {
        let at_once = settings.at_once.get();
        Ok(Self {
            argon2id: Arc::new(Argon2id::new(
                settings.student,
                settings.staff,
                settings.pepper,
            )?),
            places: Arc::new(Semaphore::new(at_once.saturating_add(settings.queue))),
            strangers: Arc::new(Semaphore::new(
                at_once.saturating_add(settings.queue - settings.queue / KEPT_FREE),
            )),
            cores: Arc::new(Semaphore::new(at_once)),
            longest_wait: settings.longest_wait,
        })
    }

    /// Hashes a secret that its owner sets, or one found right but hashed too weakly. The result is
    /// a PHC string.
    pub async fn hash(
        &self,
        person: PersonKind,
        secret: SecretText,
        mint: &dyn Mint,
    ) -> Result<String, HashingError> {
        let mut salt = [0; SALT_LENGTH];
        mint.fill(&mut salt);
        let argon2id = Arc::clone(&self.argon2id);
        let hash = self
            .in_pool(move || argon2id.hash(person, &secret, &salt))
            .await??;
        Ok(hash)
    }

    /// Compares a secret with the stored hash of the account that was named. With `None`, when no
    /// account has that name, it works just as long and finds a difference (G-ENUM). Strangers do
    /// not take the last places (G-BF2).
    pub async fn compare(
        &self,
        _permit: AttemptPermit,
        person: PersonKind,
        secret: SecretText,
        stored: Option<String>,
        standing: AccountReputation,
    ) -> Result<Comparison, HashingError> {
        let strangers_place = match standing {
            AccountReputation::Known => None,
            AccountReputation::Stranger => Some(
                Arc::clone(&self.strangers)
                    .try_acquire_owned()
                    .map_err(|_| HashingError::Busy)?,
            ),
        };
        let argon2id = Arc::clone(&self.argon2id);
        let comparison = self
            .in_pool(move || {
                let comparison = match stored {
                    Some(stored) => argon2id.compare(person, &secret, &stored),
                    None => argon2id.compare_with_nobody(person, &secret),
                };
                drop(strangers_place);
                comparison
            })
            .await??;
        Ok(comparison)
    }

    /// Does the work on a thread of its own once a core is free. The work goes on to its end, with
    /// its permits, even if no one waits for it any longer.
    async fn in_pool<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| HashingError::Busy)?;
        let core = timeout(self.longest_wait, Arc::clone(&self.cores).acquire_owned())
            .await
            .map_err(|_| HashingError::Busy)?
            .map_err(|_| HashingError::Died)?;
        spawn_blocking(move || {
            let done = work();
            drop((core, place));
            done
        })
        .await
        .map_err(|_| HashingError::Died)
    }
}

impl fmt::Debug for PasswordHashing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordHashing")
            .field("free_places", &self.places.available_permits())
            .field("free_cores", &self.cores.available_permits())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
