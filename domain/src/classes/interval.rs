//! Stretches of time with a beginning and perhaps an end.
//!
//! All of them are half-open: at the instant of the end the right is gone (G-05).

use chrono::{DateTime, Utc};
use thiserror::Error;

/// A stretch of time `[begins_at, ends_at)` that holds at least one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    begins_at: DateTime<Utc>,
    ends_at: Option<DateTime<Utc>>,
}

/// The end is not after the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an interval must end after it begins")]
pub struct EmptyInterval;

impl Interval {
    /// From an instant on, up to and without the end. Without an end it is open; a caller that
    /// keeps an open interval must know the rule that ends it (G-05).
    pub fn new(
        begins_at: DateTime<Utc>,
        ends_at: Option<DateTime<Utc>>,
    ) -> Result<Self, EmptyInterval> {
        match ends_at {
            Some(end) if end <= begins_at => Err(EmptyInterval),
            _ => Ok(Self { begins_at, ends_at }),
        }
    }

    /// From an instant on.
    pub const fn since(begins_at: DateTime<Utc>) -> Self {
        Self {
            begins_at,
            ends_at: None,
        }
    }

    /// The first instant that belongs to it.
    pub const fn begins_at(self) -> DateTime<Utc> {
        self.begins_at
    }

    /// The first instant after it, if it ends.
    pub const fn ends_at(self) -> Option<DateTime<Utc>> {
        self.ends_at
    }

    /// Whether an instant belongs to it.
    pub fn contains(self, instant: DateTime<Utc>) -> bool {
        self.begins_at <= instant && self.ends_at.is_none_or(|end| instant < end)
    }

    /// What belongs to both, if anything does.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let ends_at = match (self.ends_at, other.ends_at) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self::new(self.begins_at.max(other.begins_at), ends_at).ok()
    }

    /// What of it lies before an instant, if anything does.
    pub fn before(self, end: DateTime<Utc>) -> Option<Self> {
        let ends_at = self.ends_at.map_or(end, |own| own.min(end));
        Self::new(self.begins_at, Some(ends_at)).ok()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(millis).unwrap()
    }

    fn intervals() -> impl Strategy<Value = Interval> {
        (0..50i64, proptest::option::of(1..50i64)).prop_map(|(begin, length)| {
            Interval::new(at(begin), length.map(|length| at(begin + length))).unwrap()
        })
    }

    #[test]
    fn a_millisecond_before_the_end_the_right_holds_and_at_the_end_it_is_gone() {
        let end = at(10_000);
        let interval = Interval::new(at(0), Some(end)).unwrap();
        assert!(interval.contains(end - TimeDelta::milliseconds(1)));
        assert!(!interval.contains(end));
    }

    #[test]
    fn the_right_begins_with_its_first_instant_and_not_a_millisecond_earlier() {
        let interval = Interval::since(at(10_000));
        assert!(interval.contains(at(10_000)));
        assert!(!interval.contains(at(9_999)));
    }

    #[test]
    fn an_interval_without_an_instant_cannot_be_written() {
        assert_eq!(Interval::new(at(5), Some(at(5))), Err(EmptyInterval));
        assert_eq!(Interval::new(at(5), Some(at(4))), Err(EmptyInterval));
    }

    #[test]
    fn intervals_that_only_touch_have_nothing_in_common() {
        let morning = Interval::new(at(0), Some(at(12))).unwrap();
        let afternoon = Interval::since(at(12));
        assert_eq!(morning.intersection(afternoon), None);
    }

    proptest! {
        #[test]
        fn an_instant_is_in_the_intersection_exactly_when_it_is_in_both(
            one in intervals(), two in intervals(), instant in 0..120i64,
        ) {
            let instant = at(instant);
            let both = one.contains(instant) && two.contains(instant);
            let common = one.intersection(two);
            prop_assert_eq!(common.is_some_and(|common| common.contains(instant)), both);
            prop_assert_eq!(common, two.intersection(one));
        }

        #[test]
        fn what_lies_before_an_end_is_what_was_there_and_earlier(
            interval in intervals(), end in 0..120i64, instant in 0..120i64,
        ) {
            let (end, instant) = (at(end), at(instant));
            let kept = interval.before(end).is_some_and(|kept| kept.contains(instant));
            prop_assert_eq!(kept, interval.contains(instant) && instant < end);
        }
    }
}
