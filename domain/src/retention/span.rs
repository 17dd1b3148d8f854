//! Spans of time as a schedule writes them (ISO 8601 durations of one unit).

use std::fmt;

use chrono::{DateTime, Months, TimeDelta, Utc};

/// A span of one unit. Months are those of the calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Of hours.
    Hours(u16),
    /// Of days of 24 hours.
    Days(u16),
    /// Of months.
    Months(u16),
}

impl Span {
    /// No time at all: at once.
    pub const NONE: Self = Self::Hours(0);

    /// The instant at which the span that began at an instant has passed; `None` where the calendar
    /// ends before it.
    pub fn after(self, began: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::Hours(hours) => began.checked_add_signed(TimeDelta::hours(hours.into())),
            Self::Days(days) => began.checked_add_signed(TimeDelta::days(days.into())),
            Self::Months(months) => began.checked_add_months(Months::new(months.into())),
        }
    }

    /// The instant of which the span after it ends at an instant; `None` where the calendar begins after
    /// it.
    pub fn before(self, ended: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::Hours(hours) => ended.checked_sub_signed(TimeDelta::hours(hours.into())),
            Self::Days(days) => ended.checked_sub_signed(TimeDelta::days(days.into())),
            Self::Months(months) => ended.checked_sub_months(Months::new(months.into())),
        }
    }

    /// Its length in hours, with months of 31 days: to compare spans, never to add them.
    pub fn at_most_hours(self) -> u32 {
        let (number, hours) = match self {
            Self::Hours(number) => (number, 1),
            Self::Days(number) => (number, 24),
            Self::Months(number) => (number, 24 * 31),
        };
        u32::from(number) * hours
    }
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hours(hours) => write!(out, "PT{hours}H"),
            Self::Days(days) => write!(out, "P{days}D"),
            Self::Months(months) => write!(out, "P{months}M"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_ends_on_the_last_day_that_the_month_has() {
        let began = instant("2027-01-31T09:00:00Z");
        assert_eq!(
            Span::Months(1).after(began),
            Some(instant("2027-02-28T09:00:00Z"))
        );
        assert_eq!(
            Span::Months(13).after(began),
            Some(instant("2028-02-29T09:00:00Z"))
        );
    }

    #[test]
    fn a_span_is_written_as_an_iso_8601_duration() {
        let written = [Span::NONE, Span::Days(30), Span::Months(12)].map(|span| span.to_string());
        assert_eq!(written, ["PT0H", "P30D", "P12M"]);
    }

    #[test]
    fn nothing_ends_after_the_calendar() {
        assert_eq!(Span::Days(1).after(DateTime::<Utc>::MAX_UTC), None);
    }
}
