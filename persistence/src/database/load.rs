//! How busy the database is, as far as this process knows: counts that a monitor reads.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use super::{Database, Engine};

/// How busy the database is, as far as this process knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Connections of the pool at most. SQLite's one writer is not among them.
    pub connections: usize,
    /// Connections in use.
    pub in_use: usize,
    /// Operations that wait for a connection.
    pub waiting: usize,
    /// Operations that wait to write: for the one writer of SQLite, for the lock of a tenant on
    /// PostgreSQL.
    pub writes_waiting: usize,
    /// Operations that got no connection, or no place in the writer's queue, since the process began.
    pub turned_away: u64,
    /// For how long committed audit events of this process have waited to be linked. None wait on
    /// SQLite, where they are linked in the commit that writes them.
    pub audit_lag: Duration,
}

impl Database {
    /// How busy the database is.
    pub fn load(&self) -> Load {
        match &self.engine {
            Engine::Sqlite(engine) => engine.load(),
            Engine::Postgres(engine) => engine.load(),
        }
    }
}

/// Counts those who wait for something.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting(Arc<AtomicUsize>);

/// One who waits, for as long as this value lives.
#[derive(Debug)]
pub(super) struct WaitingPlace(Arc<AtomicUsize>);

impl Waiting {
    /// One more waits.
    pub(super) fn enter(&self) -> WaitingPlace {
        self.0.fetch_add(1, Ordering::Relaxed);
        WaitingPlace(Arc::clone(&self.0))
    }

    /// How many wait.
    pub(super) fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Drop for WaitingPlace {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Since when committed audit events have waited to be linked.
#[derive(Clone, Debug, Default)]
pub(super) struct AuditLag(Arc<Mutex<Option<Instant>>>);

impl AuditLag {
    /// Events were committed.
    pub(super) fn begin(&self) {
        self.since().get_or_insert_with(Instant::now);
    }

    /// What was committed so far is to be linked now.
    pub(super) fn take(&self) -> Option<Instant> {
        self.since().take()
    }

    /// It was not linked: it has waited since then.
    pub(super) fn resume(&self, began: Option<Instant>) {
        let began = began.unwrap_or_else(Instant::now);
        let mut since = self.since();
        *since = Some(since.map_or(began, |other| other.min(began)));
    }

    /// For how long.
    pub(super) fn length(&self) -> Duration {
        self.since().map_or(Duration::ZERO, |began| began.elapsed())
    }

    fn since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_counts_until_they_leave() {
        let waiting = Waiting::default();
        let (one, other) = (waiting.enter(), waiting.enter());
        assert_eq!(waiting.count(), 2);
        drop(one);
        assert_eq!(waiting.count(), 1);
        drop(other);
        assert_eq!(waiting.count(), 0);
    }

    #[test]
    fn events_that_were_not_linked_have_waited_since_they_were_committed() {
        let lag = AuditLag::default();
        assert_eq!(lag.length(), Duration::ZERO);
        lag.begin();
        let first = lag.take();
        assert_eq!(lag.length(), Duration::ZERO);
        lag.begin();
        lag.resume(first);
        assert_eq!(lag.take(), first);
        lag.resume(None);
        assert!(lag.take().is_some());
    }
}
