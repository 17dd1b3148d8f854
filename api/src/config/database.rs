//! `[database]`: where the records are.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use secrecy::ExposeSecret;

use super::{
    postgres_url::PostgresUrl,
    reader::{Given, Reader},
};

/// The file of the embedded database within `data_dir`.
const EMBEDDED_FILE: &str = "hallpass.db";

/// A database engine and its address.
#[derive(Clone, Debug)]
pub enum Engine {
    /// The embedded SQLite, in this file.
    Sqlite(PathBuf),
    /// A PostgreSQL server.
    Postgres(PostgresUrl),
}

/// Which connection migrates.
#[derive(Clone, Debug)]
pub enum Migrator {
    /// The one that serves.
    Serving,
    /// That of the role that owns the tables.
    Owner(PostgresUrl),
}

/// `[database]`.
#[derive(Debug)]
pub struct Database {
    /// What serves.
    pub engine: Engine,
    /// What migrates.
    pub migrator: Migrator,
    /// SQLite connections that read, 1 to 64.
    pub readers: u32,
    /// PostgreSQL connections, 1 to 500.
    pub pool_size: u32,
    /// How long a request waits for a connection.
    pub pool_wait: Duration,
    /// How long reaching PostgreSQL may take.
    pub connect_timeout: Duration,
    /// When a statement is cancelled.
    pub statement_timeout: Duration,
    /// Whether statements are prepared once per connection.
    pub prepared_statements: bool,
}

impl Database {
    pub(super) fn read(reader: &mut Reader<'_>, data_dir: Option<&Path>) -> Option<Self> {
        let url = reader.secret("database.url");
        let engine = url
            .and_then(|url| engine(&url, data_dir).or_else(|| reader.refuse("database.url", URL)));
        let migrator = migrator(reader, engine.as_ref());
        let readers = reader.number("database.readers", 1..=64);
        let pool_size = reader.number("database.pool_size", 1..=500);
        let pool_wait = reader.number("database.pool_wait_ms", 10..=60_000);
        let connect = reader.number("database.connect_timeout_seconds", 2..=60);
        let statement = reader.number("database.statement_timeout_ms", 100..=600_000);
        let prepared = reader.switch("database.prepared_statements");
        Some(Self {
            engine: engine?,
            migrator: migrator?,
            readers: readers?,
            pool_size: pool_size?,
            pool_wait: Duration::from_millis(pool_wait?),
            connect_timeout: Duration::from_secs(connect?),
            statement_timeout: Duration::from_millis(statement?),
            prepared_statements: prepared?,
        })
    }

    /// The connections to PostgreSQL, each with its key.
    pub(super) fn postgres(&self) -> impl Iterator<Item = (&'static str, &PostgresUrl)> {
        let serving = match &self.engine {
            Engine::Postgres(url) => Some(("database.url", url)),
            Engine::Sqlite(_) => None,
        };
        let owning = match &self.migrator {
            Migrator::Owner(url) => Some(("database.owner_url", url)),
            Migrator::Serving => None,
        };
        serving.into_iter().chain(owning)
    }
}

const URL: &str = "empty, sqlite:PATH, or postgres://USER:PASSWORD@HOST:PORT/NAME with one host \
     and a known sslmode";
const OWNER: &str = "empty, or a postgres:// address beside a postgres:// database.url";

fn engine(url: &Given, data_dir: Option<&Path>) -> Option<Engine> {
    let Given::Secret(url) = url else {
        // A missing data_dir has its own error; this one would only repeat it.
        return Some(Engine::Sqlite(
            data_dir.unwrap_or(Path::new("")).join(EMBEDDED_FILE),
        ));
    };
    let text = url.expose_secret();
    match text.strip_prefix("sqlite:") {
        // Within a pool `:memory:` would be several databases, and a query could unset durability.
        Some(path) if path.is_empty() || path.contains([':', '?']) => None,
        Some(path) => Some(Engine::Sqlite(PathBuf::from(path))),
        None => PostgresUrl::parse(text).map(Engine::Postgres),
    }
}

fn migrator(reader: &mut Reader<'_>, engine: Option<&Engine>) -> Option<Migrator> {
    let Given::Secret(url) = reader.secret("database.owner_url")? else {
        return Some(Migrator::Serving);
    };
    let parsed = match engine {
        Some(Engine::Sqlite(_)) => None,
        Some(Engine::Postgres(_)) | None => PostgresUrl::parse(url.expose_secret()),
    };
    parsed
        .map(Migrator::Owner)
        .or_else(|| reader.refuse("database.owner_url", OWNER))
}
