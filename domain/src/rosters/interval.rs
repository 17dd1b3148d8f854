//! The days on which a role or an enrollment is in effect.

use chrono::NaiveDate;

/// Days from `begin` (inclusive) to `end` (exclusive), never empty. A side left open has no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    begin: Option<NaiveDate>,
    end: Option<NaiveDate>,
}

/// Why two dates bound no interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnInterval {
    /// Beginning and end are the same day.
    #[error("the interval is empty")]
    Empty,
    /// The end lies before the beginning.
    #[error("the interval ends before it begins")]
    Reversed,
}

impl Interval {
    /// The interval that is never over and has always been.
    pub const ALWAYS: Self = Self {
        begin: None,
        end: None,
    };

    /// The days from `begin` to the day before `end`.
    pub fn new(begin: Option<NaiveDate>, end: Option<NaiveDate>) -> Result<Self, NotAnInterval> {
        match (begin, end) {
            (Some(begin), Some(end)) if begin == end => Err(NotAnInterval::Empty),
            (Some(begin), Some(end)) if begin > end => Err(NotAnInterval::Reversed),
            _ => Ok(Self { begin, end }),
        }
    }

    /// The first day, if there is one.
    pub const fn begin(self) -> Option<NaiveDate> {
        self.begin
    }

    /// The first day after, if there is one.
    pub const fn end(self) -> Option<NaiveDate> {
        self.end
    }

    /// Whether the interval is in effect on a day.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.begin.is_none_or(|begin| begin <= day) && self.end.is_none_or(|end| day < end)
    }

    /// Whether two intervals share a day.
    pub fn overlaps(self, other: Self) -> bool {
        let before = |end: Option<NaiveDate>, begin: Option<NaiveDate>| match (end, begin) {
            (Some(end), Some(begin)) => end <= begin,
            _ => false,
        };
        !before(self.end, other.begin) && !before(other.end, self.begin)
    }

    /// The smallest interval that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            begin: self.begin.min(other.begin),
            end: match (self.end, other.end) {
                (Some(one), Some(two)) => Some(one.max(two)),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Interval, NotAnInterval};
    use chrono::NaiveDate;

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 9, day)
    }

    #[test]
    fn the_end_is_the_first_day_after() {
        let interval = Interval::new(day(1), day(3)).unwrap();
        assert!(interval.contains(day(1).unwrap()));
        assert!(interval.contains(day(2).unwrap()));
        assert!(!interval.contains(day(3).unwrap()));
    }

    #[test]
    fn an_interval_has_at_least_one_day() {
        assert_eq!(Interval::new(day(2), day(2)), Err(NotAnInterval::Empty));
        assert_eq!(Interval::new(day(3), day(2)), Err(NotAnInterval::Reversed));
    }

    #[test]
    fn intervals_that_meet_do_not_overlap() {
        let early = Interval::new(None, day(3)).unwrap();
        let late = Interval::new(day(3), None).unwrap();
        assert!(!early.overlaps(late));
        assert!(!late.overlaps(early));
        assert!(early.overlaps(Interval::ALWAYS));
        assert_eq!(early.hull(late), Interval::ALWAYS);
    }
}
