//! How often one caller, or one address, may ask.
//!
//! Every request takes a token from the bucket of its address and, with a valid access token, from
//! its caller's, which gives one more for every 64 KiB of the body and one for every hash; requests that try a secret take
//! one more, from a smaller bucket of the address. A whole school stands behind one address, so an
//! address's buckets have room for one (the defaults of `[limits]`); guessing at one account is
//! slowed down by account, elsewhere, whatever the address. Addresses are truncated first: nothing
//! finer than a network is held.
//!
//! Buckets live in memory and are bounded in number: an instance that restarts forgets them,
//! several instances count each for itself.

mod buckets;
mod class;
mod failing_accounts;
mod headers;
mod middleware;
mod repeated_failures;

use std::collections::HashMap;

use actix_web::http::Method;
use buckets::{Buckets, Budget};
use chrono::{DateTime, Utc};
pub use class::RateClass;
use domain::mint::Mint;
pub use failing_accounts::{ClaimedAccount, Failed, FailingAccounts, Failures, Place, Strangers};
pub use middleware::limit;
use repeated_failures::RepeatedFailures;

use crate::{
    caller::Caller,
    config,
    problem::{ApiError, ProblemKind},
    routes,
};

/// The budgets of this instance and who has used how much of them.
pub struct RateLimits {
    buckets: Buckets,
    failing: FailingAccounts,
    repeated: RepeatedFailures,
    /// Operations whose requests take a token of a smaller bucket as well.
    classes: HashMap<(Method, String), RateClass>,
}

impl RateLimits {
    /// No one has asked yet. The source of randomness gives the key of what is remembered.
    pub fn new(limits: config::Limits, mint: &dyn Mint) -> Self {
        let mut key = [0; 32];
        mint.fill(&mut key);
        Self {
            failing: FailingAccounts::new(limits.failing_accounts_per_address, &key),
            repeated: RepeatedFailures::default(),
            buckets: Buckets::new(limits),
            classes: classes(),
        }
    }

    /// Which accounts fail from where.
    pub fn failing(&self) -> &FailingAccounts {
        &self.failing
    }

    /// Which names are tried again and again.
    pub fn repeated(&self) -> &RepeatedFailures {
        &self.repeated
    }

    /// Takes a token of the caller for each hash that is to be made for them.
    ///
    /// # Errors
    /// When to come back, if there are too few.
    pub fn charge(
        &self,
        caller: &Caller,
        hashes: usize,
        now: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        let tokens = u16::try_from(hashes).unwrap_or(u16::MAX);
        let budget = Budget::Caller(caller.bearer().user);
        let spent = self.buckets.take_many(budget, tokens, now);
        match spent.remaining {
            Some(_) => Ok(()),
            None => Err(ApiError::Later {
                kind: ProblemKind::TooManyRequests,
                seconds: spent.seconds,
            }),
        }
    }

    /// The class of a request. The pattern of its operation is looked for only if its method has
    /// operations of another class than most.
    fn class(&self, method: &Method, pattern: impl FnOnce() -> Option<String>) -> RateClass {
        if !self.classes.keys().any(|(other, _)| other == method) {
            return RateClass::Requests;
        }
        let address = pattern().map(|pattern| (method.clone(), pattern));
        address
            .and_then(|address| self.classes.get(&address).copied())
            .unwrap_or(RateClass::Requests)
    }
}

/// The class of every operation whose requests take a token of a smaller bucket as well, by method
/// and path.
fn classes() -> HashMap<(Method, String), RateClass> {
    routes::operations()
        .map(|operation| {
            let address = (operation.method(), operation.path());
            (address, RateClass::of(operation))
        })
        .filter(|(_, class)| *class != RateClass::Requests)
        .collect()
}
