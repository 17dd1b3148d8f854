//! Randomness of a story that is told the same way each time, and real randomness afterwards.
//!
//! Ids, usernames, passphrases and keys of the sample district follow from the order in which they
//! are made. Its data is invented and its passwords are published, so nothing is lost by that; what
//! visitors add after the story has ids and keys that nobody can predict.

use std::sync::{
    OnceLock,
    atomic::{AtomicU64, Ordering},
};

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use domain::mint::{Mint, Sequence};
use uuid::Uuid;

use crate::system::SystemMint;

/// The instant of which the ids of the story tell, in milliseconds: 1 July 2026. What is made after
/// the story sorts after it.
const STORY_MILLIS: i64 = 1_782_864_000_000;

/// Makes the ids and secrets of the demo.
#[derive(Default)]
pub(super) struct ToldMint {
    story: Story,
    system: SystemMint,
    ended: OnceLock<()>,
}

/// Bytes that follow from how many were made before.
#[derive(Default)]
struct Story {
    turn: AtomicU64,
    sequence: Sequence,
}

impl ToldMint {
    /// From here on nobody can predict what is made.
    pub(super) fn end_story(&self) {
        self.ended.get_or_init(|| ());
    }

    fn source(&self) -> &dyn Mint {
        match self.ended.get() {
            None => &self.story,
            Some(()) => &self.system,
        }
    }
}

impl Mint for ToldMint {
    fn fill(&self, buffer: &mut [u8]) {
        self.source().fill(buffer);
    }

    fn sequence(&self) -> &Sequence {
        self.source().sequence()
    }

    fn id(&self, now: DateTime<Utc>) -> Uuid {
        let told = match self.ended.get() {
            None => DateTime::from_timestamp_millis(STORY_MILLIS).unwrap_or(now),
            Some(()) => now,
        };
        self.source().id(told)
    }
}

impl Mint for Story {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let turn = self.turn.fetch_add(1, Ordering::Relaxed);
            let bytes = digest(&SHA256, &turn.to_be_bytes());
            for (to, from) in chunk.iter_mut().zip(bytes.as_ref()) {
                *to = *from;
            }
        }
    }

    fn sequence(&self) -> &Sequence {
        &self.sequence
    }
}

#[cfg(test)]
mod tests {
    use domain::mint::Mint as _;

    use super::ToldMint;

    #[test]
    fn a_story_is_told_the_same_way_each_time_and_what_follows_is_not() {
        let now = chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(30_000);
        let (first, second) = (ToldMint::default(), ToldMint::default());
        let told: Vec<_> = (0..100).map(|_| first.id(now)).collect();
        assert!(told.iter().all(|id| *id == second.id(now)));
        assert!(told.is_sorted_by(|a, b| a < b));
        first.end_story();
        second.end_story();
        let after = first.id(now);
        assert_ne!(after, second.id(now));
        assert!(told.iter().all(|id| *id < after));
    }
}
