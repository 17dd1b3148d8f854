//! What is known of where an attempt to sign in comes from, and how many accounts may fail there
//! (G-BF2).

use chrono::TimeDelta;

use super::credentials::PersonKind;

/// How long it is remembered that an account was signed in to from a network, after the last time: a
/// school is known again after its holidays.
pub const REMEMBERED_FOR: TimeDelta = TimeDelta::days(90);

/// Accounts of a network that are counted, at most.
pub const MOST_COUNTED: u32 = 400;

/// Students who are signed in from a network mistype as often as they sign in: for each of them, so
/// many more may fail.
const FAILURES_OF_A_STUDENT: u32 = 4;

/// Adults who are signed in from a network for whom one more may fail: a school where every fourth
/// mistypes is a school.
const ADULTS_OF_A_FAILURE: u32 = 4;

/// What speaks for an attempt before its secret is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The account was signed in to on this device before.
    KnownDevice,
    /// The account was signed in to from this network before.
    SignedInHere,
    /// It names the sign-in code of an open class, which its students know. Their passphrases are
    /// made, not chosen, so no list from elsewhere has them.
    InsideClass,
    /// Nothing.
    Stranger,
}

impl Standing {
    /// Whether other accounts' failures on the network keep the attempt out.
    pub const fn admission(self) -> Admission {
        match self {
            Self::KnownDevice | Self::SignedInHere | Self::InsideClass => Admission::Always,
            Self::Stranger => Admission::WhileFewFail,
        }
    }
}

/// When an attempt is compared, as far as failures of other accounts go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Whatever others do.
    Always,
    /// As long as few accounts fail on the network.
    WhileFewFail,
}

/// How many accounts of this kind of person may fail on a network at a time, of which so many
/// accounts were signed in to from there. `base` is the number for adults on an unknown network; a
/// class has twice as many students.
pub fn failing_accounts_allowed(person: PersonKind, base: u32, accounts: u32) -> u32 {
    match person {
        PersonKind::Adult => base.saturating_add(accounts / ADULTS_OF_A_FAILURE),
        PersonKind::Student => base
            .saturating_mul(2)
            .saturating_add(accounts.saturating_mul(FAILURES_OF_A_STUDENT)),
    }
}

#[cfg(test)]
mod tests {
    use super::{PersonKind, failing_accounts_allowed};

    #[test]
    fn the_more_get_in_the_more_may_fail() {
        for (person, accounts, allowed) in [
            (PersonKind::Adult, 0, 20),
            (PersonKind::Adult, 3, 20),
            (PersonKind::Adult, 400, 120),
            (PersonKind::Student, 0, 40),
            (PersonKind::Student, 400, 1640),
            (PersonKind::Student, u32::MAX, u32::MAX),
        ] {
            let found = failing_accounts_allowed(person, 20, accounts);
            assert_eq!(found, allowed, "{person:?} {accounts}");
        }
    }
}
