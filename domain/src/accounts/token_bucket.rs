//! How often something may be done from one place: a token bucket, kept as one instant.
//!
//! The state is the instant at which the bucket will be full again (the generic cell rate algorithm
//! of ITU-T I.371, turned round), so that it needs no refilling and fits one column.

use chrono::{DateTime, TimeDelta, Utc};

/// The size of a bucket and how fast it fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BucketRule {
    capacity: u16,
    one_every: TimeDelta,
}

/// A bucket: when it will be full again. An instant in the past is a full bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// That instant.
    pub full_at: DateTime<Utc>,
}

/// Whether the bucket had a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// It had, and so many are left.
    Granted {
        /// How many.
        remaining: u16,
    },
    /// It had too few, and will have enough at this instant.
    Empty {
        /// That instant.
        until: DateTime<Utc>,
    },
}

impl BucketRule {
    /// A bucket that holds `capacity` tokens and gains one every `one_every`. Both are at least one
    /// (token, millisecond); an hour is the slowest pace.
    pub fn new(capacity: u16, one_every: TimeDelta) -> Self {
        Self {
            capacity: capacity.max(1),
            one_every: one_every.clamp(TimeDelta::milliseconds(1), TimeDelta::hours(1)),
        }
    }

    /// A full bucket.
    pub const fn full(self, now: DateTime<Utc>) -> Bucket {
        Bucket { full_at: now }
    }

    /// Takes a token, if there is one.
    pub fn take(self, bucket: Bucket, now: DateTime<Utc>) -> (Bucket, Take) {
        self.take_many(bucket, 1, now)
    }

    /// Takes so many tokens, if they are there: at least one, and no more than a full bucket has. A
    /// bucket that has too few stays as it is: asking too often does not lengthen the wait.
    pub fn take_many(self, bucket: Bucket, tokens: u16, now: DateTime<Utc>) -> (Bucket, Take) {
        let whole = self.one_every * i32::from(self.capacity);
        let wanted = self.one_every * i32::from(tokens.clamp(1, self.capacity));
        // A clock that was set back must not leave a bucket empty for longer than it takes to fill.
        let full_at = bucket.full_at.clamp(now, now + whole);
        let after = full_at + wanted;
        let room = whole - after.signed_duration_since(now);
        if room < TimeDelta::zero() {
            let until = now - room;
            return (Bucket { full_at }, Take::Empty { until });
        }
        let remaining = room.num_milliseconds() / self.one_every.num_milliseconds();
        let remaining = u16::try_from(remaining).unwrap_or(self.capacity);
        (Bucket { full_at: after }, Take::Granted { remaining })
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use proptest::{collection::vec, prelude::proptest};

    use super::{Bucket, BucketRule, Take};

    fn bell() -> DateTime<Utc> {
        "2026-09-01T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_full_bucket_gives_its_capacity_at_once_and_then_one_by_one() {
        let rule = BucketRule::new(3, TimeDelta::seconds(10));
        let mut bucket = rule.full(bell());
        for remaining in [2, 1, 0] {
            let (next, take) = rule.take(bucket, bell());
            assert_eq!(take, Take::Granted { remaining });
            bucket = next;
        }
        let until = bell() + TimeDelta::seconds(10);
        assert_eq!(rule.take(bucket, bell()).1, Take::Empty { until });
        let just_before = until - TimeDelta::milliseconds(1);
        assert_eq!(rule.take(bucket, just_before).1, Take::Empty { until });
        assert_eq!(rule.take(bucket, until).1, Take::Granted { remaining: 0 });
    }

    #[test]
    fn who_takes_much_waits_for_much_and_never_for_more_than_a_full_bucket() {
        let rule = BucketRule::new(10, TimeDelta::seconds(1));
        let (bucket, take) = rule.take_many(rule.full(bell()), 7, bell());
        assert_eq!(take, Take::Granted { remaining: 3 });
        let until = bell() + TimeDelta::seconds(2);
        assert_eq!(rule.take_many(bucket, 5, bell()).1, Take::Empty { until });
        assert_eq!(
            rule.take_many(bucket, 3, bell()).1,
            Take::Granted { remaining: 0 }
        );
        let full = rule.full(bell());
        assert_eq!(
            rule.take_many(full, u16::MAX, bell()).1,
            Take::Granted { remaining: 0 }
        );
        assert_eq!(
            rule.take_many(full, 0, bell()).1,
            Take::Granted { remaining: 9 }
        );
    }

    #[test]
    fn knocking_at_an_empty_bucket_does_not_delay_the_next_token() {
        let rule = BucketRule::new(1, TimeDelta::seconds(10));
        let (mut bucket, _) = rule.take(rule.full(bell()), bell());
        for _ in 0..100 {
            bucket = rule.take(bucket, bell()).0;
        }
        let later = bell() + TimeDelta::seconds(10);
        assert_eq!(rule.take(bucket, later).1, Take::Granted { remaining: 0 });
    }

    #[test]
    fn a_long_rest_fills_a_bucket_once() {
        let rule = BucketRule::new(2, TimeDelta::seconds(1));
        let bucket = Bucket {
            full_at: bell() - TimeDelta::days(30),
        };
        let (bucket, _) = rule.take(bucket, bell());
        let (bucket, _) = rule.take(bucket, bell());
        assert!(matches!(rule.take(bucket, bell()).1, Take::Empty { .. }));
    }

    #[test]
    fn a_clock_set_back_never_empties_a_bucket_for_long() {
        let rule = BucketRule::new(2, TimeDelta::seconds(1));
        let bucket = Bucket {
            full_at: bell() + TimeDelta::days(30),
        };
        let until = bell() + TimeDelta::seconds(1);
        assert_eq!(rule.take(bucket, bell()).1, Take::Empty { until });
    }

    proptest! {
        #[test]
        fn no_more_is_granted_than_capacity_and_time_allow(
            capacity in 1..50_u16,
            pace in 1..5_000_i64,
            waits in vec(0..3_000_i64, 1..200),
        ) {
            let rule = BucketRule::new(capacity, TimeDelta::milliseconds(pace));
            let (mut bucket, mut now, mut granted) = (rule.full(bell()), bell(), 0);
            for wait in waits {
                now += TimeDelta::milliseconds(wait);
                let (next, take) = rule.take(bucket, now);
                granted += i64::from(matches!(take, Take::Granted { .. }));
                bucket = next;
            }
            let elapsed = now.signed_duration_since(bell()).num_milliseconds();
            assert!(granted <= i64::from(capacity) + elapsed / pace);
        }
    }
}
