//! What this process holds at the moment, read when the metrics are.

use std::sync::atomic::{AtomicU64, Ordering};

use prometheus_client::{
    metrics::{counter::Counter, gauge::Gauge},
    registry::{Registry, Unit},
};

use super::gauge_of;

/// How much is under way in this process.
#[derive(Clone, Copy, Debug)]
pub struct UnderWay {
    /// How busy the database is.
    pub database: persistence::Load,
    /// Passwords that wait for a core.
    pub hashes_waiting: usize,
    /// Passwords that are being hashed.
    pub hashes_running: usize,
}

/// The same as metrics.
#[derive(Debug, Default)]
pub(super) struct Process {
    connections: Gauge,
    in_use: Gauge,
    waiting: Gauge,
    writes_waiting: Gauge,
    turned_away: Counter,
    audit_lag: Gauge<f64, AtomicU64>,
    hashes_waiting: Gauge,
    hashes_running: Gauge,
}

impl Process {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let process = Self::default();
        let gauges = [
            (
                "database_connections",
                "Connections to the database at most",
                &process.connections,
            ),
            (
                "database_connections_in_use",
                "Connections to the database in use",
                &process.in_use,
            ),
            (
                "database_waiting",
                "Operations that wait for a connection to the database",
                &process.waiting,
            ),
            (
                "database_writes_waiting",
                "Operations that wait to write: for the one writer (SQLite), or for the lock of an organization (PostgreSQL)",
                &process.writes_waiting,
            ),
            (
                "password_hashes_waiting",
                "Passwords that wait for a core to be hashed on",
                &process.hashes_waiting,
            ),
            (
                "password_hashes_running",
                "Passwords that are being hashed",
                &process.hashes_running,
            ),
        ];
        for (name, help, gauge) in gauges {
            registry.register(name, help, gauge.clone());
        }
        registry.register(
            "database_turned_away",
            "Operations that got no connection in time, or no place in the queue of the writer",
            process.turned_away.clone(),
        );
        registry.register_with_unit(
            "audit_lag",
            "For how long committed audit events of this process have waited to be linked",
            Unit::Seconds,
            process.audit_lag.clone(),
        );
        process
    }

    pub(super) fn set(&self, now: &UnderWay) {
        let database = &now.database;
        for (gauge, count) in [
            (&self.connections, database.connections),
            (&self.in_use, database.in_use),
            (&self.waiting, database.waiting),
            (&self.writes_waiting, database.writes_waiting),
            (&self.hashes_waiting, now.hashes_waiting),
            (&self.hashes_running, now.hashes_running),
        ] {
            gauge.set(gauge_of(count));
        }
        self.turned_away
            .inner()
            .store(database.turned_away, Ordering::Relaxed);
        self.audit_lag.set(database.audit_lag.as_secs_f64());
    }
}
