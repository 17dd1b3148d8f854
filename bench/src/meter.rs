//! What a load costs.

use std::time::Duration;

use crate::{
    database::Database,
    failure::Failure,
    load::{Done, Latencies},
    processes::{self, Memory},
    server::Server,
};

/// Processor time of the server and, if it is another process, of the database.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cpu {
    /// The server's; on SQLite the database's, too.
    pub server: Duration,
    /// PostgreSQL's processes'.
    pub database: Option<Duration>,
}

/// What a load did, and what it cost.
#[derive(Debug)]
pub struct Measured {
    /// Requests.
    pub requests: u64,
    /// Things done, of the kind that costs are counted by.
    pub units: u64,
    /// How long answers took.
    pub latencies: Latencies,
    /// How long it ran.
    pub wall: Duration,
    /// Processor time of all of it.
    pub cpu: Cpu,
    /// Memory of the server at the end, and its peak meanwhile.
    pub memory: Memory,
}

/// Measures from its making to [`Meter::read`].
pub struct Meter<'m> {
    server: &'m Server,
    database: &'m Database,
    before: Cpu,
}

impl<'m> Meter<'m> {
    /// Begins.
    pub fn begin(server: &'m Server, database: &'m Database) -> Result<Self, Failure> {
        processes::forget_peak(server.process());
        Ok(Self {
            server,
            database,
            before: now(server, database)?,
        })
    }

    /// Ends, after a loop in which every request did so many units.
    pub fn read(self, done: Done, units_per_request: u64) -> Result<Measured, Failure> {
        let after = now(self.server, self.database)?;
        let database = after.database.zip(self.before.database);
        Ok(Measured {
            requests: done.latencies.count(),
            units: done.latencies.count().saturating_mul(units_per_request),
            latencies: done.latencies,
            wall: done.wall,
            cpu: Cpu {
                server: after.server.saturating_sub(self.before.server),
                database: database.map(|(after, before)| after.saturating_sub(before)),
            },
            memory: processes::memory(self.server.process())?,
        })
    }
}

fn now(server: &Server, database: &Database) -> Result<Cpu, Failure> {
    Ok(Cpu {
        server: processes::cpu(server.process())?,
        database: database.cpu()?,
    })
}

impl Measured {
    /// Processor time of server and database for one unit.
    pub fn cpu_per_unit(&self) -> Duration {
        self.server_cpu_per_unit() + self.database_cpu_per_unit().unwrap_or_default()
    }

    /// The server's processor time for one unit.
    pub fn server_cpu_per_unit(&self) -> Duration {
        share(self.cpu.server, self.units)
    }

    /// The database's processor time for one unit.
    pub fn database_cpu_per_unit(&self) -> Option<Duration> {
        self.cpu.database.map(|cpu| share(cpu, self.units))
    }

    /// Requests a second.
    pub fn requests_per_second(&self) -> f64 {
        real(self.requests) / self.wall.as_secs_f64().max(f64::EPSILON)
    }
}

/// A part of a duration; all of it for none.
pub fn share(whole: Duration, parts: u64) -> Duration {
    whole / u32::try_from(parts).unwrap_or(u32::MAX).max(1)
}

/// A count as a number to calculate with.
pub fn real(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
