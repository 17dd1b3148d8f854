//! Completed years and birthdays (AGE-01).
//!
//! Who is born on 29 February has their birthday on 1 March of a year without that day: a protection
//! lasts one day longer.

use chrono::{Datelike as _, Months, NaiveDate};
use thiserror::Error;

/// Why a day is no one's date of birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DobError {
    /// It is still to come.
    #[error("the date of birth is in the future")]
    Future,
    /// It lies further back than anyone lives.
    #[error("the date of birth is too long ago")]
    TooLongAgo,
    /// The calendar has no such day.
    #[error("the calendar has no such day")]
    NoSuchDay,
}

/// The day of birth with this year, month and day of the month.
pub fn date_of_birth(year: i32, month: u32, day: u32) -> Result<NaiveDate, DobError> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DobError::NoSuchDay)
}

/// The day on which a person completes a number of years; the last day of the calendar where the
/// calendar ends before.
pub fn birthday(dob: NaiveDate, years: u8) -> NaiveDate {
    let clamped = dob
        .checked_add_months(Months::new(u32::from(years) * 12))
        .unwrap_or(NaiveDate::MAX);
    if clamped.day() < dob.day() {
        clamped.succ_opt().unwrap_or(NaiveDate::MAX)
    } else {
        clamped
    }
}

/// The completed years on a day (AGE-01). `highest` is the highest age that is believed, in years.
pub fn age_on(dob: NaiveDate, today: NaiveDate, highest: u8) -> Result<u8, DobError> {
    if today < dob {
        return Err(DobError::Future);
    }
    if birthday(dob, highest) < today {
        return Err(DobError::TooLongAgo);
    }
    (0..=highest)
        .rev()
        .find(|years| birthday(dob, *years) <= today)
        .ok_or(DobError::Future)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn age_01_a_year_is_completed_on_the_birthday_and_on_1_march_for_a_leap_day() {
        for (dob, today, age) in [
            ("2013-11-21", "2026-11-20", 12),
            ("2013-11-21", "2026-11-21", 13),
            ("2012-02-29", "2025-02-28", 12),
            ("2012-02-29", "2025-03-01", 13),
            ("2012-02-29", "2028-02-28", 15),
            ("2012-02-29", "2028-02-29", 16),
            ("2000-02-29", "2100-02-28", 99),
            ("2000-02-29", "2100-03-01", 100),
            ("2026-11-21", "2026-11-21", 0),
        ] {
            assert_eq!(
                age_on(date(dob), date(today), 120),
                Ok(age),
                "{dob} {today}"
            );
        }
    }

    #[test]
    fn age_01_a_date_of_birth_is_neither_in_the_future_nor_too_long_ago_nor_impossible() {
        let today = date("2026-11-21");
        let age = |dob| age_on(date(dob), today, 120);
        assert_eq!(age("2026-11-22"), Err(DobError::Future));
        assert_eq!(age("1906-11-20"), Err(DobError::TooLongAgo));
        assert_eq!(age("1906-11-21"), Ok(120));
        assert_eq!(date_of_birth(2025, 2, 29), Err(DobError::NoSuchDay));
        assert_eq!(date_of_birth(2024, 2, 29), Ok(date("2024-02-29")));
    }
}
