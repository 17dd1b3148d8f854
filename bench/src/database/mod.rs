//! The databases that the scenarios run on.

pub mod postgres;
mod programs;
pub mod sqlite;

use std::{thread, time::Duration};

use crate::{failure::Failure, processes};
use postgres::Postgres;
use sqlite::Sqlite;

/// How often a database is looked at until it rests, and with what pause: longer than the second for
/// which PostgreSQL may keep its counts back.
const LOOKS: u32 = 30;
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// A database of a run's own, empty at first and removed at the end.
pub enum Database {
    /// The embedded one.
    Sqlite(Sqlite),
    /// A database on a PostgreSQL of this machine.
    Postgres(Postgres),
}

impl Database {
    /// Its name for people.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// What the server is told about it.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Sqlite(_) => Vec::new(),
            Self::Postgres(postgres) => postgres.variables(),
        }
    }

    /// The processor time of its own processes, if it has some.
    pub fn cpu(&self) -> Result<Option<Duration>, Failure> {
        match self {
            Self::Sqlite(_) => Ok(None),
            Self::Postgres(postgres) => processes::cpu_of_family(postgres.postmaster()).map(Some),
        }
    }

    /// What [`Self::written`] gives once nothing is written any more: what a scenario left to be done
    /// after its answers is done, and counted.
    pub fn settled(&self) -> Result<String, Failure> {
        let mut seen = self.written()?;
        for _ in 0..LOOKS {
            thread::sleep(BETWEEN_LOOKS);
            let now = self.written()?;
            if now == seen {
                return Ok(now);
            }
            seen = now;
        }
        Err(Failure::said("the database does not come to rest"))
    }

    /// How many bytes its tables and indexes take, if that can be asked.
    pub fn bytes(&self) -> Result<Option<u64>, Failure> {
        match self {
            Self::Sqlite(sqlite) => sqlite.bytes(),
            Self::Postgres(postgres) => postgres.bytes().map(Some),
        }
    }

    /// Something that changes whenever a row is written.
    pub fn written(&self) -> Result<String, Failure> {
        match self {
            Self::Sqlite(sqlite) => sqlite.written(),
            Self::Postgres(postgres) => postgres.written(),
        }
    }
}
