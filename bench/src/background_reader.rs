//! Somebody who does something again and again while something else goes on.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{client::Client, failure::Failure, load::Latencies};

/// The pause between two reads.
const PAUSE: Duration = Duration::from_millis(5);
/// What is read: with a token, by permit, from the database; of nobody else, so without the audit
/// log.
const PATH: &str = "/v1/me/classes";

/// How long reads take while the work is done, and what it gave.
///
/// # Errors
/// If the work fails, or a read.
pub fn measure<T>(
    reader: &Client,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<(T, Latencies), Failure> {
    let read = || reader.get(PATH)?.expect(200).map(drop);
    repeat(read, PAUSE, work)
}

/// How long something takes that is done again and again, with a pause between, while the work is
/// done, and what that gave.
///
/// # Errors
/// If the work fails, or what is done beside it.
pub fn repeat<T>(
    beside: impl Fn() -> Result<(), Failure> + Sync,
    pause: Duration,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<(T, Latencies), Failure> {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let doing = scope.spawn(|| {
            let mut durations = Vec::new();
            while !done.load(Ordering::Relaxed) {
                let sent = Instant::now();
                beside()?;
                durations.push(sent.elapsed());
                thread::sleep(pause);
            }
            Ok::<_, Failure>(Latencies::new(durations))
        });
        let worked = work();
        done.store(true, Ordering::Relaxed);
        let beside = doing.join().map_err(|_| Failure::said("a client died"))?;
        Ok((worked?, beside?))
    })
}
