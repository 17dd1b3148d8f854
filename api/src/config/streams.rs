//! `[streams]`: how many clients follow a class, and how closely.

use std::time::Duration;

use super::reader::Reader;

/// How long a stream lasts at most, as long as an access token does.
const LONGEST: Duration = Duration::from_mins(10);

/// `[streams]`.
#[derive(Clone, Copy, Debug)]
pub struct Streams {
    /// Streams of one instance at a time.
    pub connections: usize,
    /// Streams of one person at a time.
    pub connections_per_person: usize,
    /// How long is waited between two looks.
    pub interval: Duration,
    /// How long a stream lasts at most.
    pub longest: Duration,
}

impl Streams {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let connections = reader.number::<u32>("streams.connections", 1..=100_000);
        let of_person = reader.number::<u32>("streams.connections_per_person", 1..=100);
        let interval = reader.number("streams.interval_seconds", 1..=60);
        Some(Self {
            connections: usize::try_from(connections?).ok()?,
            connections_per_person: usize::try_from(of_person?).ok()?,
            interval: Duration::from_secs(interval?),
            longest: LONGEST,
        })
    }

    /// How often a stream looks again.
    pub fn rounds(&self) -> u32 {
        let interval = self.interval.as_millis().max(1);
        u32::try_from(self.longest.as_millis() / interval).unwrap_or(u32::MAX)
    }
}
