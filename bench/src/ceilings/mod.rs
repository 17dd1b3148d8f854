//! What the machine can do at best, measured in the same run as what Hallpass does.

pub mod bulk;
pub mod commits;
pub mod hash;
pub mod pgbench;
pub mod static_json;

use std::time::Duration;

/// A ceiling, and how far from it Hallpass is.
#[derive(Clone, Debug)]
pub enum Ceiling {
    /// What was measured, with its figure, and how many times that Hallpass takes.
    Measured {
        /// What it is, with its figure.
        what: String,
        /// Hallpass's figure divided by it, in the direction in which 1 is the ceiling.
        ratio: f64,
    },
    /// Nothing, and why.
    NotMeasured(String),
}

impl Ceiling {
    /// A ceiling of processor time or of time.
    pub fn of_time(what: &str, best: Duration, ours: Duration) -> Self {
        Self::Measured {
            what: format!("{what} {}", crate::report::time(best)),
            ratio: ours.as_secs_f64() / best.as_secs_f64().max(f64::EPSILON),
        }
    }

    /// A ceiling of so many a second.
    pub fn of_rate(what: &str, best: f64, ours: f64) -> Self {
        Self::Measured {
            what: format!("{what} {best:.0}/s"),
            ratio: best / ours.max(f64::EPSILON),
        }
    }
}
