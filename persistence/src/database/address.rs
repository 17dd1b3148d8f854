//! Where the database is and how it is used.

use std::{path::PathBuf, time::Duration};

use crate::error::DbError;

/// The address of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A file of the embedded SQLite.
    Sqlite(PathBuf),
    /// A PostgreSQL connection URL. Not printed: it may hold a password.
    Postgres(String),
}

impl Address {
    /// Reads `sqlite:PATH` or `postgres://…`.
    ///
    /// # Errors
    /// If it is neither.
    pub fn parse(text: &str) -> Result<Self, DbError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.to_owned()))
        } else if let Some(path) = text.strip_prefix("sqlite:") {
            Ok(Self::Sqlite(PathBuf::from(
                path.strip_prefix("//").unwrap_or(path),
            )))
        } else {
            Err(DbError::Address(
                "a database address starts with `sqlite:` or `postgres://`".to_owned(),
            ))
        }
    }
}

/// How the database is used.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Readers beside the one writer (SQLite).
    pub readers: u32,
    /// Connections (PostgreSQL).
    pub connections: u32,
    /// How long an operation waits for a connection.
    pub wait_timeout: Duration,
    /// Whether statements are prepared once a connection (off behind PgBouncer in transaction mode).
    pub prepared_statements: bool,
    /// The restricted role that every transaction on PostgreSQL runs as.
    pub service_role: String,
    /// The longest that one statement may run (PostgreSQL).
    pub statement_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            readers: 4,
            connections: 16,
            wait_timeout: Duration::from_secs(5),
            prepared_statements: true,
            service_role: "hallpass_service".to_owned(),
            statement_timeout: Duration::from_secs(30),
        }
    }
}
