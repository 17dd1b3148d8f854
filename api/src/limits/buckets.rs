//! The buckets in memory.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    accounts::token_bucket::{Bucket, BucketRule, Take},
    audit::TruncatedAddress,
    ids::UserId,
};
use moka::{policy::EvictionPolicy, sync::Cache};

use crate::config::Limits;

/// Seconds in which an empty bucket fills.
pub(super) const WINDOW_SECONDS: u32 = 60;
/// Buckets that are remembered: some 20 MB. The least recently used is forgotten first.
const REMEMBERED: u64 = 200_000;

/// A budget: one bucket for each who has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Budget {
    /// A signed-in caller's requests.
    Caller(UserId),
    /// An address's requests.
    Address(TruncatedAddress),
    /// An address's attempts to sign in.
    SignIns(TruncatedAddress),
    /// Join codes tried from an address.
    JoinCodes(TruncatedAddress),
}

impl Budget {
    /// Its name in headers.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Caller(_) => "caller",
            Self::Address(_) => "address",
            Self::SignIns(_) => "sign-ins",
            Self::JoinCodes(_) => "join-codes",
        }
    }
}

/// What a bucket said to a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spent {
    /// The budget.
    pub budget: Budget,
    /// Tokens in a full bucket.
    pub quota: u32,
    /// Tokens left; `None` if there were too few for this request.
    pub remaining: Option<u16>,
    /// Seconds until the bucket is full again or, if it gave nothing, until it has enough.
    pub seconds: u32,
}

/// Every bucket.
pub(super) struct Buckets {
    limits: Limits,
    known: Cache<Budget, Arc<Mutex<Bucket>>>,
}

impl Buckets {
    pub(super) fn new(limits: Limits) -> Self {
        let known = Cache::builder()
            .max_capacity(REMEMBERED)
            .eviction_policy(EvictionPolicy::lru())
            // By then a bucket is full, which is what a forgotten one is too.
            .time_to_idle(Duration::from_secs(2 * u64::from(WINDOW_SECONDS)))
            .build();
        Self { limits, known }
    }

    /// Takes a token from a budget.
    pub(super) fn take(&self, budget: Budget, now: DateTime<Utc>) -> Spent {
        self.take_many(budget, 1, now)
    }

    /// Takes so many tokens from a budget, or all that a full bucket has.
    pub(super) fn take_many(&self, budget: Budget, tokens: u16, now: DateTime<Utc>) -> Spent {
        let quota = self.quota(budget);
        let rule = rule(quota);
        let bucket = self
            .known
            .get_with(budget, || Arc::new(Mutex::new(rule.full(now))));
        let mut bucket = bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let (after, take) = rule.take_many(*bucket, tokens, now);
        *bucket = after;
        let (remaining, until) = match take {
            Take::Granted { remaining } => (Some(remaining), after.full_at),
            Take::Empty { until } => (None, until),
        };
        Spent {
            budget,
            quota,
            remaining,
            seconds: seconds_until(until, now),
        }
    }

    fn quota(&self, budget: Budget) -> u32 {
        match budget {
            Budget::Caller(_) => self.limits.requests_per_caller,
            Budget::Address(_) => self.limits.requests_per_address,
            Budget::SignIns(_) => self.limits.sign_ins_per_address,
            Budget::JoinCodes(_) => self.limits.join_codes_per_address,
        }
    }
}

fn rule(quota: u32) -> BucketRule {
    let capacity = u16::try_from(quota).unwrap_or(u16::MAX).max(1);
    let window = TimeDelta::seconds(i64::from(WINDOW_SECONDS));
    BucketRule::new(capacity, window / i32::from(capacity))
}

fn seconds_until(until: DateTime<Utc>, now: DateTime<Utc>) -> u32 {
    let milliseconds = until.signed_duration_since(now).num_milliseconds();
    let milliseconds = u32::try_from(milliseconds).unwrap_or_default();
    milliseconds.div_ceil(1000)
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn bell() -> DateTime<Utc> {
        "2026-09-01T08:00:00Z".parse().unwrap()
    }

    fn school() -> TruncatedAddress {
        "203.0.113.9".parse::<IpAddr>().unwrap().into()
    }

    fn buckets() -> Buckets {
        Buckets::new(Limits {
            requests_per_caller: 600,
            requests_per_address: 12_000,
            sign_ins_per_address: 600,
            join_codes_per_address: 3,
            failing_accounts_per_address: 20,
        })
    }

    #[test]
    fn a_whole_school_signs_in_from_one_address_when_the_bell_rings() {
        let buckets = buckets();
        for _ in 0..600 {
            let spent = buckets.take(Budget::SignIns(school()), bell());
            assert!(spent.remaining.is_some());
        }
        let spent = buckets.take(Budget::SignIns(school()), bell());
        assert_eq!((spent.remaining, spent.seconds), (None, 1));
    }

    #[test]
    fn who_waits_as_long_as_told_is_served() {
        let buckets = buckets();
        let mut now = bell();
        for _ in 0..200 {
            let spent = buckets.take(Budget::JoinCodes(school()), now);
            if spent.remaining.is_none() {
                now += TimeDelta::seconds(i64::from(spent.seconds));
                let spent = buckets.take(Budget::JoinCodes(school()), now);
                assert!(spent.remaining.is_some());
            }
        }
    }

    #[test]
    fn budgets_do_not_eat_into_one_another() {
        let buckets = buckets();
        for _ in 0..4 {
            buckets.take(Budget::JoinCodes(school()), bell());
        }
        let other = "198.51.100.9".parse::<IpAddr>().unwrap().into();
        assert_eq!(
            buckets.take(Budget::JoinCodes(school()), bell()).remaining,
            None
        );
        assert_eq!(
            buckets.take(Budget::JoinCodes(other), bell()).remaining,
            Some(2)
        );
        assert_eq!(
            buckets.take(Budget::Address(school()), bell()).remaining,
            Some(11_999)
        );
    }
}
