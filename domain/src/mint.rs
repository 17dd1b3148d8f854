//! Time and randomness are given, never taken (law 5).

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Tells the time. A transaction asks once and hands the answer down.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
}

/// Makes ids and secrets.
pub trait Mint: Send + Sync {
    /// Fills the buffer with bytes that nobody can predict.
    fn fill(&self, buffer: &mut [u8]);

    /// A new UUIDv7 (RFC 9562 §5.7) for the given instant.
    fn id(&self, now: DateTime<Utc>) -> Uuid {
        let mut random = [0; 10];
        self.fill(&mut random);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}
