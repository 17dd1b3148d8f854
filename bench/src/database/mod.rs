//! The databases that the scenarios run on.

pub mod postgres;
mod programs;
pub mod sqlite;

use std::time::Duration;

use crate::{failure::Failure, processes};
use postgres::Postgres;
use sqlite::Sqlite;

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

    /// Something that changes whenever a row is written.
    pub fn written(&self) -> Result<String, Failure> {
        match self {
            Self::Sqlite(sqlite) => sqlite.written(),
            Self::Postgres(postgres) => postgres.written(),
        }
    }
}
