//! Time and randomness are given, never taken (invariant 5).

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Ids of one millisecond at most; what comes after counts as the next one.
const MOST_OF_A_MILLISECOND: u16 = 0x0fff;

/// Tells the time. A transaction asks once and hands the answer down.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
}

/// Makes ids and secrets.
pub trait Mint: Send + Sync {
    /// Fills the buffer with bytes that no one can predict.
    fn fill(&self, buffer: &mut [u8]);

    /// The sequence in which this mint's ids follow one another.
    fn sequence(&self) -> &Sequence;

    /// A new UUIDv7 (RFC 9562 §5.7) for the given instant, greater than every one before it.
    fn id(&self, now: DateTime<Utc>) -> Uuid {
        let mut random = [0; 10];
        self.fill(&mut random);
        let (millis, count) = self.sequence().next(now);
        let [high, low] = count.to_be_bytes();
        let [first, second, ..] = &mut random;
        *first = high;
        *second = low;
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// Counts the ids within a millisecond (RFC 9562 §6.2, method 1), so that rows written together
/// sort in the order in which they were written, whatever the clock does.
#[derive(Debug, Default)]
pub struct Sequence(Mutex<(u64, u16)>);

impl Sequence {
    /// A sequence of which nothing was counted.
    pub const fn new() -> Self {
        Self(Mutex::new((0, 0)))
    }

    /// The millisecond and the count of the next id.
    fn next(&self, now: DateTime<Utc>) -> (u64, u16) {
        let now = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (millis, count) = *last;
        *last = if now > millis {
            (now, 0)
        } else if count < MOST_OF_A_MILLISECOND {
            (millis, count + 1)
        } else {
            (millis + 1, 0)
        };
        *last
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::{Mint, Sequence};

    #[derive(Default)]
    struct Zeros(Sequence);

    impl Mint for Zeros {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(0);
        }

        fn sequence(&self) -> &Sequence {
            &self.0
        }
    }

    #[test]
    fn ids_follow_one_another_though_the_clock_stands_or_goes_back() {
        let mint = Zeros::default();
        let now: DateTime<Utc> = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let mut ids = vec![mint.id(now + TimeDelta::milliseconds(5))];
        ids.extend((0..10_000).map(|_| mint.id(now)));
        assert!(ids.is_sorted_by(|a, b| a < b));
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }
}
