//! `[hashing]`: the bounded pool that hashes passwords.

use std::time::Duration;

use super::reader::Reader;

/// `[hashing]`.
#[derive(Debug)]
pub struct Hashing {
    /// Passwords hashed at the same time, 0 to 256; 0 is one per core.
    pub permits: usize,
    /// Sign-ins that may wait for their turn.
    pub queue: usize,
    /// How long a sign-in waits for its turn.
    pub wait: Duration,
}

impl Hashing {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let permits = reader.number::<u16>("hashing.permits", 0..=256);
        let queue = reader.number::<u16>("hashing.queue", 1..=1024);
        let wait = reader.number("hashing.wait_seconds", 1..=30);
        Some(Self {
            permits: usize::from(permits?),
            queue: usize::from(queue?),
            wait: Duration::from_secs(wait?),
        })
    }
}
