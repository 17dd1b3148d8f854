//! Databases from a template: the world is founded once a process and copied for each test.

use std::{path::PathBuf, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use persistence::{
    Address, Database, Settings,
    keys::{Keyring, MasterKey, MasterKeys},
    migrate,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::{
    app::Backend,
    clock::CountingMint,
    founding,
    postgres::{self, Role},
    world::World,
};

/// The role that every transaction on PostgreSQL runs as.
const SERVICE: &str = "hallpass_service";

/// Where the rows of one test are.
pub enum Place {
    /// A file in a directory that goes with the test.
    Sqlite(TempDir),
    /// A database that goes with the test.
    Postgres(postgres::Database),
}

impl Place {
    /// The file of an embedded database.
    pub fn file(&self) -> Option<PathBuf> {
        match self {
            Self::Sqlite(directory) => Some(directory.path().join("hallpass.db")),
            Self::Postgres(_) => None,
        }
    }

    /// Its address, for the role that serves.
    pub fn address(&self) -> Address {
        match self {
            Self::Sqlite(directory) => Address::Sqlite(directory.path().join("hallpass.db")),
            Self::Postgres(database) => Address::Postgres(database.url(Role::Service)),
        }
    }

    /// Opens it, with a source of randomness that begins at a place of its own.
    ///
    /// # Panics
    /// When it does not open.
    pub fn open(&self, mint: u64) -> Database {
        let settings = Settings {
            readers: 2,
            connections: 6,
            wait_timeout: Duration::from_secs(20),
            ..Settings::default()
        };
        Database::open(&self.address(), &settings, Arc::new(keyring(mint)))
            .unwrap_or_else(|failure| panic!("{failure}"))
    }
}

/// The keys of every test.
pub fn keyring(mint: u64) -> Keyring {
    let masters = MasterKeys::new(MasterKey::new("test-1", [42; 32]), Vec::new());
    Keyring::new(masters, Arc::new(CountingMint::beginning_at(mint)))
}

/// A copy of the template.
///
/// # Panics
/// When the database fails.
pub async fn copy(backend: Backend, now: DateTime<Utc>) -> (Place, World) {
    match backend {
        Backend::Sqlite => {
            static TEMPLATE: OnceCell<(Vec<u8>, World)> = OnceCell::const_new();
            let (file, world) = TEMPLATE.get_or_init(|| sqlite_template(now)).await;
            let directory = TempDir::new().unwrap_or_else(|failure| panic!("{failure}"));
            std::fs::write(directory.path().join("hallpass.db"), file)
                .unwrap_or_else(|failure| panic!("{failure}"));
            (Place::Sqlite(directory), *world)
        }
        Backend::Postgres => {
            static TEMPLATE: OnceCell<(postgres::Database, World)> = OnceCell::const_new();
            let server = postgres::server().unwrap_or_else(|| panic!("there is no PostgreSQL"));
            let (template, world) = TEMPLATE.get_or_init(|| postgres_template(now)).await;
            let database = server
                .copy_of(template)
                .unwrap_or_else(|failure| panic!("{failure}"));
            (Place::Postgres(database), *world)
        }
    }
}

async fn sqlite_template(now: DateTime<Utc>) -> (Vec<u8>, World) {
    let directory = TempDir::new().unwrap_or_else(|failure| panic!("{failure}"));
    let (founded, template) = (
        directory.path().join("hallpass.db"),
        directory.path().join("template.db"),
    );
    let place = Place::Sqlite(directory);
    migrate(&place.address(), SERVICE).unwrap_or_else(|failure| panic!("{failure}"));
    let database = Arc::new(place.open(1));
    let world = founding::found(&database, now).await;
    drop(database);
    vacuum_into(&founded, &template);
    let file = std::fs::read(&template).unwrap_or_else(|failure| panic!("{failure}"));
    (file, world)
}

/// Copies a database that may still have a write-ahead log into one file.
fn vacuum_into(from: &std::path::Path, to: &std::path::Path) {
    use diesel::{Connection as _, RunQueryDsl as _, SqliteConnection, sql_query};
    let path = from.to_str().unwrap_or_else(|| panic!("a path in UTF-8"));
    let mut connection =
        SqliteConnection::establish(path).unwrap_or_else(|failure| panic!("{failure}"));
    // The writer that founded the world may not have closed yet.
    sql_query("PRAGMA busy_timeout = 10000")
        .execute(&mut connection)
        .unwrap_or_else(|failure| panic!("{failure}"));
    sql_query(format!("VACUUM INTO '{}'", to.display()))
        .execute(&mut connection)
        .unwrap_or_else(|failure| panic!("{failure}"));
}

async fn postgres_template(now: DateTime<Utc>) -> (postgres::Database, World) {
    let server = postgres::server().unwrap_or_else(|| panic!("there is no PostgreSQL"));
    let database = server
        .empty_database()
        .unwrap_or_else(|failure| panic!("{failure}"));
    let owner = Address::Postgres(database.url(Role::Owner));
    migrate(&owner, SERVICE).unwrap_or_else(|failure| panic!("{failure}"));
    let place = Place::Postgres(database);
    let opened = Arc::new(place.open(1));
    let world = founding::found(&opened, now).await;
    drop(opened);
    let Place::Postgres(database) = place else {
        panic!("a PostgreSQL place")
    };
    (database, world)
}
