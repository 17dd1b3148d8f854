//! From the days of a bundle to instants, by the clocks of the school.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::{organizations::time_zone::day_begins_at, rosters::interval::Interval};

/// When a role or a seat is in effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// From when. One that is wanted never begins before the import that brings it, because no one
    /// is associated with another in hindsight (FER-05).
    pub begins_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: Option<DateTime<Utc>>,
}

impl Span {
    pub(super) fn of(interval: Interval, zone: Option<Tz>, now: DateTime<Utc>) -> Self {
        let begins_at = interval
            .begin()
            .map_or(now, |day| day_begins_at(day, zone).max(now));
        Self {
            begins_at,
            ends_at: interval.end().map(|day| day_begins_at(day, zone)),
        }
    }

    /// From the earlier beginning to the later end.
    pub(super) fn hull(self, other: Self) -> Self {
        Self {
            begins_at: self.begins_at.min(other.begins_at),
            ends_at: self
                .ends_at
                .zip(other.ends_at)
                .map(|(one, other)| one.max(other)),
        }
    }

    /// The same in the place of one that is held: what has begun and lasts has begun when it did.
    pub(super) fn following(mut self, held: Self, now: DateTime<Utc>) -> Self {
        if held.has_begun(now) && !held.is_over(now) && self.has_begun(now) {
            self.begins_at = held.begins_at;
        }
        self
    }

    /// Whether it has begun.
    pub(super) fn has_begun(self, now: DateTime<Utc>) -> bool {
        self.begins_at <= now
    }

    /// Whether it is over.
    pub(super) fn is_over(self, now: DateTime<Utc>) -> bool {
        self.ends_at.is_some_and(|ends_at| ends_at <= now)
    }

    /// Whether it is not in effect.
    pub(super) fn is_idle(self, now: DateTime<Utc>) -> bool {
        !self.has_begun(now) || self.is_over(now)
    }

    /// Whether what is held is what is wanted. What has begun has begun: a beginning in the past is
    /// not corrected.
    pub(super) fn agrees(self, held: Self, now: DateTime<Utc>) -> bool {
        let begins_alike =
            self.begins_at == held.begins_at || (self.has_begun(now) && held.has_begun(now));
        begins_alike && self.ends_at == held.ends_at
    }
}
