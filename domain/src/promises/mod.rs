//! The register of promises: what the privacy policy of a learning platform promises, and by which
//! operations, rules and tests Hallpass keeps it.
//!
//! A test compares each name in it with the list of operations, with the rules and with the source of
//! the tests: a promise cannot point at what is not there.

mod accounts;
mod children;
pub mod page;
mod policies;
mod records;
mod retention;
mod rights;
mod security;
mod sharing;

crate::text_enum! {
    /// How far a promise is kept.
    pub enum PromiseState {
        /// Whole, on both databases, and tests prove it.
        Kept = "kept",
        /// In part: what is missing is named.
        PartlyKept = "partly_kept",
        /// Not yet.
        Open = "open",
        /// There is nothing to keep it for: Hallpass has no such data or feature.
        NothingToKeep = "nothing_to_keep",
    }
}

crate::text_enum! {
    /// What a promise is about.
    pub enum PromiseSubject {
        /// Accounts, classes and what is collected.
        Accounts = "accounts",
        /// Children, parents and schools.
        Children = "children",
        /// Education records.
        Records = "records",
        /// Rights of the person.
        Rights = "rights",
        /// Retention, recovery and deletion.
        Retention = "retention",
        /// Sharing.
        Sharing = "sharing",
        /// Security.
        Security = "security",
        /// Policies, communication, payment and rosters.
        Policies = "policies",
    }
}

/// A promise, and how it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Its number, from 1.
    pub number: u8,
    /// What is promised.
    pub promise: &'static str,
    /// How far it is kept.
    pub state: PromiseState,
    /// The operations by which it is kept, by their ids in the API document.
    pub operations: &'static [&'static str],
    /// The rules by which it is kept.
    pub rules: &'static [&'static str],
    /// The tests that prove it, by their names in the source.
    pub tests: &'static [&'static str],
    /// What is missing; empty where nothing is. Where there is nothing to keep: why.
    pub missing: &'static str,
}

impl Promise {
    const fn of(number: u8, promise: &'static str) -> Self {
        Self {
            number,
            promise,
            state: PromiseState::Open,
            operations: &[],
            rules: &[],
            tests: &[],
            missing: "",
        }
    }

    const fn operations(self, operations: &'static [&'static str]) -> Self {
        Self { operations, ..self }
    }

    const fn rules(self, rules: &'static [&'static str]) -> Self {
        Self { rules, ..self }
    }

    const fn kept(self, tests: &'static [&'static str]) -> Self {
        Self {
            state: PromiseState::Kept,
            tests,
            ..self
        }
    }

    const fn partly(self, tests: &'static [&'static str], missing: &'static str) -> Self {
        Self {
            state: PromiseState::PartlyKept,
            tests,
            missing,
            ..self
        }
    }

    const fn open(self, missing: &'static str) -> Self {
        Self { missing, ..self }
    }

    const fn nothing(self, because: &'static str, tests: &'static [&'static str]) -> Self {
        Self {
            state: PromiseState::NothingToKeep,
            tests,
            missing: because,
            ..self
        }
    }
}

/// The promises about a subject, in the order of their numbers.
pub const fn about(subject: PromiseSubject) -> &'static [Promise] {
    match subject {
        PromiseSubject::Accounts => accounts::PROMISES,
        PromiseSubject::Children => children::PROMISES,
        PromiseSubject::Records => records::PROMISES,
        PromiseSubject::Rights => rights::PROMISES,
        PromiseSubject::Retention => retention::PROMISES,
        PromiseSubject::Sharing => sharing::PROMISES,
        PromiseSubject::Security => security::PROMISES,
        PromiseSubject::Policies => policies::PROMISES,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    fn all() -> impl Iterator<Item = &'static Promise> {
        PromiseSubject::ALL
            .iter()
            .flat_map(|subject| about(*subject))
    }

    #[test]
    fn the_register_has_each_of_the_ninety_six_promises_once_and_in_order() {
        let numbers: Vec<u8> = all().map(|promise| promise.number).collect();
        assert_eq!(numbers, (1..=96).collect::<Vec<u8>>());
    }

    #[test]
    fn a_promise_is_kept_by_tests_alone_and_says_what_it_lacks_otherwise() {
        for promise in all() {
            let (proved, lacks) = (!promise.tests.is_empty(), !promise.missing.is_empty());
            let fits = match promise.state {
                PromiseState::Kept => proved && !lacks,
                PromiseState::PartlyKept => proved && lacks,
                PromiseState::Open => !proved && lacks,
                PromiseState::NothingToKeep => lacks,
            };
            assert!(fits, "{}", promise.number);
        }
    }
}
