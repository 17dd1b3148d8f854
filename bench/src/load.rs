//! A closed loop: so many clients, each sending its next request when the last is answered.

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::failure::Failure;

/// When a loop ends: at whichever comes first.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// After this time.
    pub time: Duration,
    /// After so many requests of all clients together.
    pub requests: u64,
}

/// How long answers took, shortest first.
#[derive(Debug, Default)]
pub struct Latencies(Vec<Duration>);

impl Latencies {
    /// Of these durations.
    pub fn new(mut durations: Vec<Duration>) -> Self {
        durations.sort_unstable();
        Self(durations)
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    /// The one that so many of a hundred do not exceed; zero without any.
    pub fn percentile(&self, percent: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        let place = last.saturating_mul(percent) / 100;
        self.0.get(place).copied().unwrap_or_default()
    }
}

/// What a loop did.
#[derive(Debug)]
pub struct Done {
    /// How long answers took.
    pub latencies: Latencies,
    /// How long it ran.
    pub wall: Duration,
}

/// Runs the loop. `client` makes the client of a number, which sends one request per call.
///
/// # Errors
/// The first failure of any client, which ends the others.
pub fn closed_loop<C>(
    clients: usize,
    bounds: Bounds,
    client: impl Fn(usize) -> Result<C, Failure> + Sync,
) -> Result<Done, Failure>
where
    C: FnMut() -> Result<(), Failure>,
{
    let (taken, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let begun = Instant::now();
    let one = |number: usize| -> Result<Vec<Duration>, Failure> {
        let mut send = client(number)?;
        let mut durations = Vec::new();
        while begun.elapsed() < bounds.time
            && !stop.load(Ordering::Relaxed)
            && taken.fetch_add(1, Ordering::Relaxed) < bounds.requests
        {
            let asked = Instant::now();
            send().inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
            durations.push(asked.elapsed());
        }
        Ok(durations)
    };
    let outcomes: Vec<_> = thread::scope(|scope| {
        let one = &one;
        let running: Vec<_> = (0..clients)
            .map(|number| scope.spawn(move || one(number)))
            .collect();
        running
            .into_iter()
            .map(thread::ScopedJoinHandle::join)
            .collect()
    });
    let wall = begun.elapsed();
    let mut durations = Vec::new();
    for outcome in outcomes {
        let outcome = outcome.map_err(|_| Failure::said("a client died"))?;
        durations.extend(outcome?);
    }
    Ok(Done {
        latencies: Latencies::new(durations),
        wall,
    })
}
