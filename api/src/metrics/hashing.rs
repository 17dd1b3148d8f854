//! How busy the pool is that hashes passwords.

use std::time::Duration;

use prometheus_client::{
    metrics::{counter::Counter, histogram::Histogram},
    registry::{Registry, Unit},
};

/// How long was waited for a core, and how many got none.
#[derive(Clone, Debug)]
pub struct HashingMetrics {
    wait: Histogram,
    turned_away: Counter,
}

impl Default for HashingMetrics {
    fn default() -> Self {
        Self {
            wait: Histogram::new(super::SECONDS),
            turned_away: Counter::default(),
        }
    }
}

impl HashingMetrics {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register_with_unit(
            "password_hashing_wait",
            "How long a password waited for a core to be hashed on",
            Unit::Seconds,
            self.wait.clone(),
        );
        registry.register(
            "password_hashes_turned_away",
            "Passwords that were not hashed because too many waited, or for too long",
            self.turned_away.clone(),
        );
    }

    /// One got its turn after so long.
    pub fn began(&self, waited: Duration) {
        self.wait.observe(waited.as_secs_f64());
    }

    /// One got none.
    pub fn turned_away(&self) {
        self.turned_away.inc();
    }

    /// How many got none since the process began.
    pub fn all_turned_away(&self) -> u64 {
        self.turned_away.get()
    }
}
