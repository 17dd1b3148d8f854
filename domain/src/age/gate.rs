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
    /// When the youngest answer was given that still binds, the last time that it was.
    pub answered_at: DateTime<Utc>,
}

/// What binds a visitor from now on, who was led to a page now: the page of the youngest answer that still
/// binds, for as long as that answer does. An older answer does not make it bind longer.
pub fn binding(
    earlier: Option<EarlierAnswer>,
    next: NextPage,
    lock: TimeDelta,
    now: DateTime<Utc>,
) -> EarlierAnswer {
    let binds = |earlier: &EarlierAnswer| now.signed_duration_since(earlier.answered_at) < lock;
    let this = EarlierAnswer {
        next,
        answered_at: now,
    };
    earlier
        .filter(binds)
        .filter(|earlier| earlier.next < this.next)
        .unwrap_or(this)
}

#[cfg(test)]
mod tests;
