//! Argon2id in a bounded pool (G-PW2): as many hashes at once as there are cores, few who wait, none
//! for long, and each in turn.
//!
//! The hashing task owns its place. A place that belonged to the request would come back when a
//! client hangs up, while the hash still runs, and any number of them could run at once.

mod asker;
mod turns;

use std::{fmt, num::NonZeroUsize, sync::Arc, thread, time::Duration};

use asker::Share;
pub use asker::{AccountReputation, Asker};
use domain::{
    accounts::{credentials::PersonKind, passwords::Guessability, throttle::AttemptPermit},
    mint::Mint,
};
use thiserror::Error;
use tokio::{
    task::spawn_blocking,
    time::{Instant, timeout},
};
use turns::Turns;

use super::{
    argon2id::{Argon2id, Comparison, Cost, HashError, STAFF_COST, STUDENT_COST},
    password_estimate::estimate,
    secret_text::SecretText,
};
use crate::{
    config,
    metrics::HashingMetrics,
    problem::{ApiError, ProblemKind},
};

/// Random bytes of a salt: 128 bits (SEC-04).
const SALT_LENGTH: usize = 16;

/// How the pool hashes.
#[derive(Clone, Copy)]
pub struct Settings {
    /// For students' passphrases.
    pub student: Cost,
    /// For passwords of adults.
    pub staff: Cost,
    /// How many hashes run at once.
    pub at_once: NonZeroUsize,
    /// How many may wait in each lane for a free core (G-PW2).
    pub queue: usize,
    /// How long one waits for a free core (G-PW2).
    pub longest_wait: Duration,
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
    turns: Turns<Share>,
    longest_wait: Duration,
    metrics: HashingMetrics,
}

impl PasswordHashing {
    /// A pool with these settings.
    pub fn new(settings: Settings) -> Result<Self, HashError> {
        Ok(Self {
            argon2id: Arc::new(Argon2id::new(settings.student, settings.staff)?),
            turns: Turns::new(settings.at_once.get(), settings.queue),
            longest_wait: settings.longest_wait,
            metrics: HashingMetrics::default(),
        })
    }

    /// How long was waited for a core, and how many got none.
    pub fn metrics(&self) -> &HashingMetrics {
        &self.metrics
    }

    /// How many wait and how many work.
    pub fn load(&self) -> (usize, usize) {
        self.turns.load()
    }

    /// Hashes a secret that its owner sets, or one found right but hashed too weakly. The result is
    /// a PHC string.
    pub async fn hash(
        &self,
        person: PersonKind,
        secret: SecretText,
        mint: &dyn Mint,
        asker: Asker,
    ) -> Result<String, HashingError> {
        let mut salt = [0; SALT_LENGTH];
        mint.fill(&mut salt);
        let argon2id = Arc::clone(&self.argon2id);
        let hash = self
            .in_pool(asker, move || argon2id.hash(person, &secret, &salt))
            .await??;
        Ok(hash)
    }

    /// Compares a secret with the stored hash of the account that was named. With `None`, when no
    /// account has that name, it works just as long and finds a difference (G-ENUM).
    pub async fn compare(
        &self,
        _permit: AttemptPermit,
        person: PersonKind,
        secret: SecretText,
        stored: Option<String>,
        asker: Asker,
    ) -> Result<Comparison, HashingError> {
        let argon2id = Arc::clone(&self.argon2id);
        let comparison = self
            .in_pool(asker, move || match stored {
                Some(stored) => argon2id.compare(person, &secret, &stored),
                None => argon2id.compare_with_nobody(person, &secret),
            })
            .await??;
        Ok(comparison)
    }

    /// Estimates how hard a password is to guess, which takes as long as a hash.
    pub async fn estimate(
        &self,
        password: SecretText,
        expected_words: Vec<String>,
        asker: Asker,
    ) -> Result<Guessability, HashingError> {
        self.in_pool(asker, move || {
            let words: Vec<&str> = expected_words.iter().map(String::as_str).collect();
            estimate(&password, &words)
        })
        .await
    }

    /// Does the work on a thread of its own once it is the asker's turn. The work goes on to its
    /// end, in its place, even if no one waits for it any longer.
    async fn in_pool<T: Send + 'static>(
        &self,
        asker: Asker,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        let began = Instant::now();
        let turn = async {
            let mut place = self.turns.queue(asker.turn()).ok()?;
            let turn = timeout(self.longest_wait, place.turn()).await;
            turn.ok()?.ok()?;
            Some(place)
        };
        let Some(place) = turn.await else {
            self.metrics.turned_away();
            return Err(HashingError::Busy);
        };
        self.metrics.began(began.elapsed());
        spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        })
        .await
        .map_err(|_| HashingError::Died)
    }
}

impl fmt::Debug for PasswordHashing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordHashing")
            .field("waiting_and_working", &self.load())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
