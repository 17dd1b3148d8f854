//! The real clock and the real source of randomness: the one place that takes instead of being
//! given (invariant 5).

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use chrono::{DateTime, Utc};
use domain::mint::{Clock, Mint, Sequence};

/// The clock of the machine.
#[derive(Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everybody is given"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The operating system's randomness.
#[derive(Debug, Default)]
pub struct SystemMint {
    random: SystemRandom,
    sequence: Sequence,
}

impl Mint for SystemMint {
    fn fill(&self, buffer: &mut [u8]) {
        if self.random.fill(buffer).is_err() {
            // Going on without randomness would make guessable keys and tokens.
            log::error!("the operating system provides no random numbers");
            std::process::abort();
        }
    }

    fn sequence(&self) -> &Sequence {
        &self.sequence
    }
}
