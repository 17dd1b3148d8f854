//! Randomness that repeats itself, for tests.

use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::digest::{SHA256, digest};
use domain::mint::{Mint, Sequence};

/// A mint whose bytes follow from how often it was asked.
#[derive(Default)]
pub struct SeededMint(AtomicU64, Sequence);

impl Mint for SeededMint {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let turn = self.0.fetch_add(1, Ordering::Relaxed);
            let bytes = digest(&SHA256, &turn.to_be_bytes());
            chunk.copy_from_slice(&bytes.as_ref()[..chunk.len()]);
        }
    }

    fn sequence(&self) -> &Sequence {
        &self.1
    }
}
