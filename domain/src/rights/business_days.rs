//! Business days: those of the week that are no federal holiday of the United States (11 CCR 7021).

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// The day that lies so many business days later.
pub fn business_days_later(from: NaiveDate, days: u8) -> NaiveDate {
    let mut day = from;
    let mut left = days;
    while left > 0 {
        let Some(next) = day.checked_add_days(Days::new(1)) else {
            return day;
        };
        day = next;
        if is_business_day(day) {
            left = left.saturating_sub(1);
        }
    }
    day
}

/// Whether a day is one on which business is done.
pub fn is_business_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_federal_holiday(day)
}

/// Whether a day is a federal holiday, or the day on which one that falls on a weekend is observed
/// (5 U.S.C. 6103).
fn is_federal_holiday(day: NaiveDate) -> bool {
    let is_fixed = |day: NaiveDate| {
        matches!(
            (day.month(), day.day()),
            (1, 1) | (6, 19) | (7, 4) | (11, 11) | (12, 25)
        )
    };
    let observed = match day.weekday() {
        Weekday::Fri => day.succ_opt().is_some_and(is_fixed),
        Weekday::Mon => day.pred_opt().is_some_and(is_fixed),
        _ => false,
    };
    // The first week of a month ends with its seventh day.
    let week = (day.day().saturating_sub(1)) / 7 + 1;
    let last_of_may = day.month() == 5 && day.day() > 24;
    let moving = match (day.weekday(), day.month()) {
        (Weekday::Mon, 1 | 2) => week == 3,
        (Weekday::Mon, 5) => last_of_may,
        (Weekday::Mon, 9) => week == 1,
        (Weekday::Mon, 10) => week == 2,
        (Weekday::Thu, 11) => week == 4,
        _ => false,
    };
    is_fixed(day) || observed || moving
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn rts_01_weekends_and_federal_holidays_are_no_business_days() {
        for holiday in [
            "2026-11-26",
            "2026-11-28",
            "2026-12-25",
            "2027-01-01",
            "2027-01-18",
            "2027-02-15",
            "2027-05-31",
            "2027-06-18",
            "2027-07-05",
            "2027-09-06",
            "2027-10-11",
            "2027-11-11",
        ] {
            assert!(!is_business_day(day(holiday)), "{holiday}");
        }
        for open in [
            "2026-11-27",
            "2027-01-04",
            "2027-05-24",
            "2027-10-18",
            "2027-07-06",
        ] {
            assert!(is_business_day(day(open)), "{open}");
        }
    }

    #[test]
    fn rts_01_ten_business_days_are_longer_across_a_holiday() {
        // Thanksgiving lies between.
        assert_eq!(
            business_days_later(day("2026-11-20"), 10),
            day("2026-12-07")
        );
        assert_eq!(
            business_days_later(day("2026-10-16"), 10),
            day("2026-10-30")
        );
    }
}
