//! The neutral age gate (AGE-09).
//!
//! It asks for month and year of birth and for the country, hints at no threshold and keeps the
//! route only. Every outcome looks the same to the visitor but for the next page.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};
use thiserror::Error;

use super::{
    band::{AgeBand, age_band},
    digital_consent::dca,
    evidence::{DobEvidence, MonthOfBirth, youngest_age},
};
use crate::{accounts::context::Audience, countries::Location, parameters::ages::AgeParameters};

/// An answer to the gate.
#[derive(Clone, Copy, Debug)]
pub struct GateAnswer {
    /// The month of birth.
    pub born: MonthOfBirth,
    /// The country, and the state of the United States.
    pub place: Option<Location>,
    /// When it was given.
    pub answered_at: DateTime<Utc>,
}

/// Why a month of birth cannot be an answer. Neither names an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UnreadableAnswer {
    /// A year has twelve months.
    #[error("the month is a number from 1 to 12")]
    Month,
    /// The year is outside of the list.
    #[error("the year is not in the list")]
    Year,
}

crate::text_enum! {
    /// The page that comes after the gate.
    pub enum NextPage {
        /// An adult is asked.
        AskGrownUp = "ask_grown_up",
        /// The visitor creates an account.
        CreateAccount = "create_account",
    }
}

/// What the gate does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateOutcome {
    /// There is no gate for this audience: a class code or a parent is the way.
    NoGate,
    /// Where the visitor goes.
    Next(NextPage),
}

/// Reads an answer: the list of years goes back `highest` years from this one.
pub fn read_month(
    year: i32,
    month: u32,
    today: NaiveDate,
    highest: u8,
) -> Result<MonthOfBirth, UnreadableAnswer> {
    in_list(year, today, highest)?;
    MonthOfBirth::new(year, month).map_err(|_| UnreadableAnswer::Month)
}

/// Reads a year of birth, `2013`, or a month of one, `2013-11`, of the same list. Nothing finer is
/// taken (AGE-03).
pub fn read_born(
    text: &str,
    today: NaiveDate,
    highest: u8,
) -> Result<DobEvidence, UnreadableAnswer> {
    let evidence = DobEvidence::read(text).ok_or(UnreadableAnswer::Month)?;
    let year = match evidence {
        DobEvidence::Year(year) => year,
        DobEvidence::YearMonth(month) => month.year(),
        DobEvidence::Date(_)
        | DobEvidence::AgeOn { .. }
        | DobEvidence::Grade(_)
        | DobEvidence::Unknown => return Err(UnreadableAnswer::Month),
    };
    in_list(year, today, highest).map(|()| evidence)
}

fn in_list(year: i32, today: NaiveDate, highest: u8) -> Result<(), UnreadableAnswer> {
    if year > today.year() || year < today.year() - i32::from(highest) {
        Err(UnreadableAnswer::Year)
    } else {
        Ok(())
    }
}

/// What the gate knows when it decides.
#[derive(Clone, Copy, Debug)]
pub struct GateFacts<'a> {
    /// For whom the organization offers its courses.
    pub audience: Audience,
    /// The answers of this visitor's token, which is empty if they have none.
    pub answers: &'a [GateAnswer],
    /// The legal day (AGE-02).
    pub today: NaiveDate,
    /// The highest age that is believed, in years.
    pub highest_age: u8,
    /// How long an answer binds.
    pub lock: TimeDelta,
}

/// Where a visitor goes (AGE-09). Of the answers that still bind, the youngest counts; without any
/// the visitor counts as a child.
pub fn gate_outcome(facts: &GateFacts<'_>, now: DateTime<Utc>) -> GateOutcome {
    match facts.audience {
        Audience::ChildDirectedPrimary => return GateOutcome::NoGate,
        Audience::MixedAudience | Audience::GeneralAudience => {}
    }
    let parameters = AgeParameters::at(facts.today);
    let youngest = facts
        .answers
        .iter()
        .filter(|answer| now.signed_duration_since(answer.answered_at) < facts.lock)
        .map(|answer| {
            let evidence = DobEvidence::YearMonth(answer.born);
            let age = youngest_age(evidence, facts.today, facts.highest_age);
            age_band(age, dca(answer.place, facts.today).value, &parameters).band
        })
        .min();
    GateOutcome::Next(match youngest {
        Some(AgeBand::Teen | AgeBand::Adult) => NextPage::CreateAccount,
        Some(AgeBand::Child | AgeBand::TeenBelowDca) | None => NextPage::AskGrownUp,
    })
}

/// An answer of before, of which the page alone is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlierAnswer {
    /// The page to which it led.
    pub next: NextPage,
    /// When the first answer was given that still binds.
    pub answered_at: DateTime<Utc>,
}

/// What binds a visitor from now on, who was led to a page now: for as long as the first answer binds,
/// the page of the youngest answer.
pub fn binding(
    earlier: Option<EarlierAnswer>,
    next: NextPage,
    lock: TimeDelta,
    now: DateTime<Utc>,
) -> EarlierAnswer {
    let binds = |earlier: &EarlierAnswer| now.signed_duration_since(earlier.answered_at) < lock;
    match earlier.filter(binds) {
        Some(earlier) => EarlierAnswer {
            next: earlier.next.min(next),
            answered_at: earlier.answered_at,
        },
        None => EarlierAnswer {
            next,
            answered_at: now,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::countries::Country;

    fn answer(year: i32, month: u32, country: &str, at: &str) -> GateAnswer {
        GateAnswer {
            born: MonthOfBirth::new(year, month).unwrap(),
            place: Country::parse(country).ok().map(Location::country),
            answered_at: at.parse().unwrap(),
        }
    }

    fn outcome(audience: Audience, answers: &[GateAnswer], now: &str) -> GateOutcome {
        let facts = GateFacts {
            audience,
            answers,
            today: "2026-11-21".parse().unwrap(),
            highest_age: 120,
            lock: TimeDelta::hours(24),
        };
        gate_outcome(&facts, now.parse().unwrap())
    }

    #[test]
    fn age_09_the_youngest_answer_within_a_day_counts() {
        let answers = [
            answer(2015, 3, "US", "2026-11-21T08:00:00Z"),
            answer(2000, 3, "US", "2026-11-21T08:01:00Z"),
        ];
        let later = [answers[0], answer(2000, 3, "US", "2026-11-22T08:00:00Z")];
        let child = GateOutcome::Next(NextPage::AskGrownUp);
        let adult = GateOutcome::Next(NextPage::CreateAccount);
        for (answers, now, expected) in [
            (&answers[..1], "2026-11-21T08:00:00Z", child),
            (&answers[..], "2026-11-21T08:01:00Z", child),
            (&later[..], "2026-11-22T07:59:59Z", child),
            (&later[..], "2026-11-22T08:00:00Z", adult),
            (&[], "2026-11-21T08:00:00Z", child),
        ] {
            assert_eq!(
                outcome(Audience::MixedAudience, answers, now),
                expected,
                "{now}"
            );
        }
    }

    #[test]
    fn age_09_the_country_decides_at_which_age_a_visitor_goes_on_alone() {
        let at = "2026-11-21T08:00:00Z";
        for (year, month, country, next) in [
            (2013, 10, "US", NextPage::CreateAccount),
            // Born in this month, thirteen years ago: not certainly thirteen yet.
            (2013, 11, "US", NextPage::AskGrownUp),
            (2013, 10, "DE", NextPage::AskGrownUp),
            (2010, 10, "DE", NextPage::CreateAccount),
            (2013, 10, "nowhere", NextPage::AskGrownUp),
        ] {
            let found = outcome(
                Audience::GeneralAudience,
                &[answer(year, month, country, at)],
                at,
            );
            assert_eq!(found, GateOutcome::Next(next), "{year} {country}");
        }
    }

    #[test]
    fn age_09_a_service_for_children_has_no_gate() {
        let at = "2026-11-21T08:00:00Z";
        let adult = [answer(1980, 1, "US", at)];
        assert_eq!(
            outcome(Audience::ChildDirectedPrimary, &adult, at),
            GateOutcome::NoGate
        );
    }

    #[test]
    fn age_09_an_unreadable_month_is_refused_without_a_word_of_age() {
        let today = "2026-11-21".parse().unwrap();
        let read = |year, month| read_month(year, month, today, 120);
        for (year, month, error) in [
            (2010, 13, UnreadableAnswer::Month),
            (2010, 0, UnreadableAnswer::Month),
            (2027, 1, UnreadableAnswer::Year),
            (1905, 1, UnreadableAnswer::Year),
        ] {
            assert_eq!(read(year, month), Err(error));
            assert!(!error.to_string().contains("age") && !error.to_string().contains("old"));
        }
        assert!(read(1906, 1).is_ok() && read(2026, 11).is_ok());
    }

    #[test]
    fn age_09_the_page_of_the_youngest_answer_binds_for_as_long_as_the_first_does() {
        let first: DateTime<Utc> = "2026-11-21T09:00:00Z".parse().unwrap();
        let lock = crate::parameters::choices::AGE_GATE_LOCK.default;
        let asked = binding(None, NextPage::AskGrownUp, lock, first);
        let hours = TimeDelta::hours;
        for (later, next) in [
            (hours(1), NextPage::AskGrownUp),
            (hours(24) - TimeDelta::milliseconds(1), NextPage::AskGrownUp),
            (hours(24), NextPage::CreateAccount),
        ] {
            let bound = binding(Some(asked), NextPage::CreateAccount, lock, first + later);
            assert_eq!(bound.next, next);
        }
        let older = binding(None, NextPage::CreateAccount, lock, first);
        let bound = binding(Some(older), NextPage::AskGrownUp, lock, first + hours(1));
        assert_eq!(bound.next, NextPage::AskGrownUp);
    }

    #[test]
    fn age_03_a_year_or_a_month_of_birth_is_taken_and_a_day_is_not() {
        let today = "2026-11-21".parse().unwrap();
        for text in ["2013", "2013-11", "1906"] {
            assert!(read_born(text, today, 120).is_ok(), "{text}");
        }
        let read = |text| read_born(text, today, 120);
        for text in ["2013-11-21", "18@2026-11-21", "", "2013-13"] {
            assert_eq!(read(text), Err(UnreadableAnswer::Month), "{text}");
        }
        for text in ["1905", "2027", "2027-01"] {
            assert_eq!(read(text), Err(UnreadableAnswer::Year), "{text}");
        }
    }
}
