//! Waiting for a connection without a thread.
//!
//! Operations run on threads that may block. If each took a thread first and waited for a connection
//! there, a burst would wake as many threads as it has requests, and nothing would come of them but
//! memory and switching.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout_at},
};

use super::load::{Load, Waiting};
use crate::error::DbError;

/// The connections of a pool, as far as one has to wait for them.
#[derive(Clone, Debug)]
pub(super) struct ConnectionGate {
    free: Arc<Semaphore>,
    wait_timeout: Duration,
    connections: usize,
    waiting: Waiting,
    turned_away: Arc<AtomicU64>,
}

/// A connection's ticket, for as long as this value lives.
#[derive(Debug)]
pub(super) struct ConnectionTicket {
    until: Instant,
    _permit: OwnedSemaphorePermit,
}

impl ConnectionTicket {
    /// The connection, waited for no longer than is left: a pool may have to open it first.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] if it does not come in time.
    pub(super) fn connection<M: ManageConnection>(
        &self,
        pool: &Pool<M>,
    ) -> Result<PooledConnection<M>, DbError> {
        let left = self.until.saturating_duration_since(Instant::now());
        pool.get_timeout(left)
            .map_err(|failure| DbError::Unavailable(failure.to_string()))
    }
}

impl ConnectionGate {
    /// Those of a pool of so many connections; one waits for one no longer than this.
    pub(super) fn new(connections: u32, wait_timeout: Duration) -> Self {
        let connections = usize::try_from(connections).unwrap_or(Semaphore::MAX_PERMITS);
        let connections = connections.min(Semaphore::MAX_PERMITS);
        Self {
            free: Arc::new(Semaphore::new(connections)),
            wait_timeout,
            connections,
            waiting: Waiting::default(),
            turned_away: Arc::default(),
        }
    }

    /// How busy the pool is.
    pub(super) fn load(&self) -> Load {
        Load {
            connections: self.connections,
            in_use: self
                .connections
                .saturating_sub(self.free.available_permits()),
            waiting: self.waiting.count(),
            turned_away: self.turned_away.load(Ordering::Relaxed),
            ..Load::default()
        }
    }

    /// Takes note of an operation that was turned away.
    pub(super) fn turn_away(&self) {
        self.turned_away.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits for a ticket, first come, first served.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] if none is free in time.
    pub(super) async fn take(&self) -> Result<ConnectionTicket, DbError> {
        let until = Instant::now() + self.wait_timeout;
        let free = Arc::clone(&self.free).acquire_owned();
        let place = self.waiting.enter();
        let taken = timeout_at(until, free).await;
        drop(place);
        let Ok(Ok(permit)) = taken else {
            self.turn_away();
            return Err(DbError::Unavailable(
                "no connection was free in time".to_owned(),
            ));
        };
        Ok(ConnectionTicket {
            until,
            _permit: permit,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_finds_no_slot_in_time_is_told_so_and_a_slot_given_back_is_taken() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(async {
            let connection_gate = ConnectionGate::new(1, Duration::from_millis(20));
            let held = connection_gate.take().await.unwrap();
            assert!(matches!(
                connection_gate.take().await,
                Err(DbError::Unavailable(_))
            ));
            let load = connection_gate.load();
            assert_eq!((load.connections, load.in_use), (1, 1));
            assert_eq!((load.waiting, load.turned_away), (0, 1));
            drop(held);
            connection_gate.take().await.unwrap();
            assert_eq!(connection_gate.load().in_use, 0);
        });
    }
}
