//! From the days of a bundle to instants, by the clocks of the school.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::{organizations::time_zone::day_begins_at, rosters::Interval};

/// When something wanted is in effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    /// From when; never before the import that brings it, because nobody is associated with
    /// anybody in hindsight (FER-05).
    pub(super) begins_at: DateTime<Utc>,
    /// Until when.
    pub(super) ends_at: Option<DateTime<Utc>>,
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

    /// Whether it is over.
    pub(super) fn is_over(self, now: DateTime<Utc>) -> bool {
        self.ends_at.is_some_and(|ends_at| ends_at <= now)
    }

    /// Whether something held from and until these instants is what is wanted. What has begun has
    /// begun: a beginning in the past is not corrected.
    pub(super) fn agrees(
        self,
        begins_at: DateTime<Utc>,
        ends_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> bool {
        let begins_alike =
            self.begins_at == begins_at || (self.begins_at <= now && begins_at <= now);
        begins_alike && self.ends_at == ends_at
    }
}
