//! What a member of staff confirms before students are created in a class (SCH-03).
//!
//! It is evidence, and satisfies no condition of SCH-02. It ends with the academic session.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::time_zone::day_begins_at;
use crate::{classes::association::school_year_ends_on, text_enum::TextEnum as _};

crate::text_enum! {
    /// A statement that is confirmed.
    pub enum AttestationStatement {
        /// I or my school have permission to register these children.
        PermissionToRegister = "permission_to_register",
        /// The consent that educational use needs is in place, and nothing is used commercially.
        ConsentInPlace = "consent_in_place",
        /// I am authorized to bind my school to the privacy policy.
        AuthorizedToBind = "authorized_to_bind",
    }
}

impl AttestationStatement {
    /// What is confirmed, as it is shown.
    pub const fn text(self) -> &'static str {
        match self {
            Self::PermissionToRegister => {
                "I have, or my school has, permission to register each of these children."
            }
            Self::ConsentInPlace => {
                "The consent that the educational use of their data needs is in place, and I use \
                 their data for no commercial purpose."
            }
            Self::AuthorizedToBind => {
                "I am authorized to bind my school or organization to the privacy policy."
            }
        }
    }
}

/// The version of the statements: raised whenever the text of one changes.
pub const STATEMENT_VERSION: u16 = 1;

/// The statements of the present version as one text, of which a digest is kept.
pub fn whole_text() -> String {
    let texts: Vec<&str> = AttestationStatement::ALL
        .iter()
        .map(|statement| statement.text())
        .collect();
    texts.join("\n")
}

/// The statements that were not confirmed. All three are needed.
pub fn unconfirmed(confirmed: &BTreeSet<AttestationStatement>) -> Vec<AttestationStatement> {
    AttestationStatement::ALL
        .iter()
        .copied()
        .filter(|statement| !confirmed.contains(statement))
        .collect()
}

/// What was confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// The version of its statements.
    pub statement_version: u16,
    /// The first instant at which it counts no longer.
    pub expires_at: DateTime<Utc>,
}

impl Attestation {
    /// Whether students may be created under it at an instant.
    pub fn holds(self, now: DateTime<Utc>) -> bool {
        self.statement_version == STATEMENT_VERSION && now < self.expires_at
    }
}

/// When an attestation for a class ends: with the day after the last day of its academic session, or
/// of the school year if it has none, by the clocks of the school.
pub fn expires_at(
    session_ends_on: Option<NaiveDate>,
    attested_at: DateTime<Utc>,
    time_zone: Option<Tz>,
) -> DateTime<Utc> {
    let last_day = session_ends_on.unwrap_or_else(|| school_year_ends_on(attested_at, time_zone));
    day_begins_at(last_day.succ_opt().unwrap_or(last_day), time_zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sch_03_two_of_three_statements_are_not_enough() {
        let whole: BTreeSet<_> = AttestationStatement::ALL.iter().copied().collect();
        assert_eq!(unconfirmed(&whole), []);
        for statement in AttestationStatement::ALL {
            let mut two = whole.clone();
            two.remove(statement);
            assert_eq!(unconfirmed(&two), [*statement]);
        }
    }

    #[test]
    fn sch_03_an_attestation_ends_with_its_session_and_with_a_new_version() {
        let attested_at = "2026-09-21T15:00:00Z".parse().unwrap();
        let zone = Some(Tz::America__Los_Angeles);
        let ends_on = "2026-12-18".parse().unwrap();
        let ends = expires_at(Some(ends_on), attested_at, zone);
        assert_eq!(
            ends,
            "2026-12-19T08:00:00Z".parse::<DateTime<Utc>>().unwrap()
        );
        let attestation = Attestation {
            statement_version: STATEMENT_VERSION,
            expires_at: ends,
        };
        assert!(attestation.holds(ends - chrono::TimeDelta::seconds(1)));
        assert!(!attestation.holds(ends));
        let old = Attestation {
            statement_version: STATEMENT_VERSION - 1,
            ..attestation
        };
        assert!(!old.holds(attested_at));
    }

    #[test]
    fn sch_03_without_a_session_an_attestation_ends_with_the_school_year() {
        let attested_at = "2026-09-21T15:00:00Z".parse().unwrap();
        let ends = expires_at(None, attested_at, Some(Tz::America__Los_Angeles));
        assert_eq!(
            ends,
            "2027-08-01T07:00:00Z".parse::<DateTime<Utc>>().unwrap()
        );
    }
}
