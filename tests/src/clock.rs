//! A clock that tests move, and a source of randomness that repeats itself.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use domain::mint::{Clock, Mint, Sequence};

/// A clock that stands until a test moves it. It begins on a school day: 21 September 2026, 15:00
/// UTC, which is 8 in the morning in Los Angeles.
#[derive(Debug)]
pub struct StoppedClock(Mutex<DateTime<Utc>>);

impl Default for StoppedClock {
    fn default() -> Self {
        let start = Utc.with_ymd_and_hms(2026, 9, 21, 15, 0, 0).single();
        Self(Mutex::new(start.unwrap_or_default()))
    }
}

impl StoppedClock {
    /// Moves on.
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts: the same in every run, never the same twice in one (`SplitMix64`).
#[derive(Debug, Default)]
pub struct CountingMint(AtomicU64);

/// One for all mints of a process, so that rows sort in the order in which a test wrote them,
/// whichever road it took.
static SEQUENCE: Sequence = Sequence::new();

impl CountingMint {
    /// Begins at another place than other mints.
    pub fn beginning_at(place: u64) -> Self {
        Self(AtomicU64::new(place << 40))
    }
}

impl Mint for CountingMint {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            let mut state = self
                .0
                .fetch_add(1, Ordering::Relaxed)
                .wrapping_add(1)
                .wrapping_mul(0x9E37_79B9_7F4A_7C15);
            state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            state ^= state >> 31;
            for (byte, drawn) in chunk.iter_mut().zip(state.to_le_bytes()) {
                *byte = drawn;
            }
        }
    }

    fn sequence(&self) -> &Sequence {
        &SEQUENCE
    }
}
