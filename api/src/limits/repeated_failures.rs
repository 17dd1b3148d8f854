//! Names that are tried again and again from one network (G-BF1).
//!
//! Few failures at a name delay it and more lock an account. Somebody who goes through a whole class
//! so is stopped at the first few: what is tried at the others is neither compared nor counted,
//! whether or not there are such accounts (G-ENUM).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use domain::audit::TruncatedAddress;
use moka::sync::Cache;

use super::ClaimedAccount;

/// How long a try counts.
const WINDOW: TimeDelta = TimeDelta::minutes(10);
/// Names of a class, or of an organization's staff, that may be tried so from one network meanwhile.
const NAMES_AT_ONCE: usize = 8;
/// Classes that are remembered at most; the least recently used is forgotten first.
const REMEMBERED: u64 = 20_000;

/// Tries at names that had failed often.
type Tried = HashMap<ClaimedAccount, DateTime<Utc>>;

/// Which names are tried again and again.
pub struct RepeatedFailures(Cache<(TruncatedAddress, ClaimedAccount), Arc<Mutex<Tried>>>);

impl Default for RepeatedFailures {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_idle(WINDOW.to_std().unwrap_or_default())
                .build(),
        )
    }
}

impl RepeatedFailures {
    /// Whether a name of a class or an organization that has failed often may be tried once more
    /// from this network.
    ///
    /// # Errors
    /// The instant at which to come back.
    pub fn admit(
        &self,
        place: (TruncatedAddress, ClaimedAccount),
        name: ClaimedAccount,
        now: DateTime<Utc>,
    ) -> Result<(), DateTime<Utc>> {
        let tried = self.0.get_with(place, Arc::default);
        let mut tried = tried.lock().unwrap_or_else(PoisonError::into_inner);
        tried.retain(|_, at| now.signed_duration_since(*at) < WINDOW);
        if tried.contains_key(&name) || tried.len() < NAMES_AT_ONCE {
            tried.insert(name, now);
            return Ok(());
        }
        let oldest = tried.values().min().copied().unwrap_or(now);
        Err(oldest + WINDOW)
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;
    use crate::limits::FailingAccounts;

    #[test]
    fn whoever_goes_through_a_class_is_stopped_at_eight_names() {
        let now: DateTime<Utc> = "2026-09-01T08:00:00Z".parse().unwrap();
        let failing = FailingAccounts::new(20, &[7; 32]);
        let name = |number: usize| failing.claimed(&["name", &number.to_string()]);
        let place = |class| {
            let network = "203.0.113.9".parse::<IpAddr>().unwrap().into();
            (network, failing.claimed(&["class", class]))
        };
        let repeated = RepeatedFailures::default();
        for number in 0..28 {
            for _ in 0..3 {
                let admitted = repeated.admit(place("a"), name(number), now);
                assert_eq!(admitted.is_ok(), number < NAMES_AT_ONCE, "{number}");
            }
        }
        assert_eq!(repeated.admit(place("b"), name(20), now), Ok(()));
        let refused = repeated.admit(place("a"), name(20), now);
        assert_eq!(refused, Err(now + WINDOW));
        assert_eq!(repeated.admit(place("a"), name(20), now + WINDOW), Ok(()));
    }
}
