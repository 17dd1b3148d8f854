//! The bracket of age that a device or its app store tells (AGE-17, California AB 1043).
//!
//! Received, it is actual knowledge. The bracket alone is stored, and nothing is passed on.

use chrono::NaiveDate;

use super::evidence::DobEvidence;

crate::text_enum! {
    /// A bracket of age, as an operating system tells it.
    pub enum Bracket {
        /// Below 13.
        Under13 = "under_13",
        /// 13 to 15.
        From13 = "13_to_15",
        /// 16 and 17.
        From16 = "16_to_17",
        /// 18 and older.
        From18 = "18_or_older",
    }
}

/// A bracket, with the day on which it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlatformAgeSignal {
    /// The bracket.
    pub bracket: Bracket,
    /// The day.
    pub received_on: NaiveDate,
}

/// The day from which on apps must ask for the signal in California.
const REQUIRED_FROM: (i32, u32, u32) = (2027, 1, 1);

impl PlatformAgeSignal {
    /// What it says of the age: the youngest of its bracket. A signal counts on any day.
    pub fn evidence(self) -> DobEvidence {
        let years = match self.bracket {
            Bracket::Under13 => 0,
            Bracket::From13 => 13,
            Bracket::From16 => 16,
            Bracket::From18 => 18,
        };
        DobEvidence::AgeOn {
            years,
            on: self.received_on,
        }
    }
}

/// Whether an app must ask for the signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalDuty {
    /// It may, and nothing is refused without.
    Accepted,
    /// It must, and still nothing is refused without.
    MustBeAskedFor,
}

/// Whether an app must ask for the signal on a day (AGE-17).
pub fn signal_duty(today: NaiveDate) -> SignalDuty {
    let (year, month, day) = REQUIRED_FROM;
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(from) if today < from => SignalDuty::Accepted,
        Some(_) | None => SignalDuty::MustBeAskedFor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        age::{
            band::{AgeBand, age_band},
            conflict::{AgeClaim, AgeReview, AgeSource, Kept, MergedAge, merge_age_evidence},
            evidence::youngest_age,
        },
        parameters::ages::AgeParameters,
    };

    fn today() -> NaiveDate {
        "2026-11-21".parse().unwrap()
    }

    fn claim(source: AgeSource, evidence: DobEvidence) -> AgeClaim {
        let age = youngest_age(evidence, today(), 120);
        AgeClaim {
            source,
            evidence,
            band: age_band(age, 13, &AgeParameters::at(today())).band,
        }
    }

    fn merged(source: AgeSource, years: u8, bracket: Bracket) -> MergedAge {
        let current = DobEvidence::AgeOn { years, on: today() };
        let signal = PlatformAgeSignal {
            bracket,
            received_on: today(),
        };
        let incoming = claim(AgeSource::PlatformSignal, signal.evidence());
        merge_age_evidence(&claim(source, current), &incoming)
    }

    #[test]
    fn age_17_a_childs_signal_beats_a_teenagers_own_word_and_is_reviewed() {
        let found = merged(AgeSource::SelfDeclared, 15, Bracket::Under13);
        assert_eq!(
            (found.applied, found.review),
            (AgeBand::Child, AgeReview::Open)
        );
    }

    #[test]
    fn age_17_an_adults_signal_does_not_beat_the_roster() {
        let found = merged(AgeSource::SchoolRoster, 12, Bracket::From18);
        assert_eq!((found.applied, found.kept), (AgeBand::Child, Kept::Current));
    }

    #[test]
    fn age_17_a_signal_is_accepted_before_the_law_requires_it() {
        assert_eq!(
            signal_duty("2026-12-31".parse().unwrap()),
            SignalDuty::Accepted
        );
        assert_eq!(
            signal_duty("2027-01-01".parse().unwrap()),
            SignalDuty::MustBeAskedFor
        );
        let found = merged(AgeSource::SelfDeclared, 20, Bracket::From13);
        assert_eq!(found.applied, AgeBand::Teen);
    }
}
