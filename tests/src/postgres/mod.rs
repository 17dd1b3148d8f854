//! A PostgreSQL for the tests: the server that `HALLPASS_TEST_POSTGRES` names (as a superuser), or
//! else a private cluster of this process, for which `initdb` has to be installed.
//!
//! Every test gets a [`Database`] of its own, copied from a migrated one. [`Role::Owner`] migrates,
//! [`Role::Service`] is what Hallpass connects as, so that row-level security holds in the tests
//! as it does in production.

mod address;
mod database;
mod private_cluster;
mod roles;
pub mod source;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Integer, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl};
use thiserror::Error;

pub use self::address::Address;
pub use self::database::Database;
use self::private_cluster::PrivateCluster;
pub use self::roles::Role;
use self::source::Source;

/// How the databases of the tests are named: this, the run's number, and the database's.
const PREFIX: &str = "hallpass_test";

/// Why there is no PostgreSQL for the tests.
#[derive(Debug, Error)]
pub enum ServerError {
    /// The variable does not hold a PostgreSQL URL.
    #[error(
        "{} is not a URL such as postgres://postgres@localhost/postgres",
        source::VARIABLE
    )]
    NotAnAddress,
    /// The private cluster did not come up.
    #[error("the private PostgreSQL cluster did not start: {0}")]
    Start(#[from] std::io::Error),
    /// The server does not let us in.
    #[error("the PostgreSQL server for the tests cannot be reached: {0}")]
    Connection(#[from] diesel::ConnectionError),
    /// The server let us in and refused a statement.
    #[error("the PostgreSQL server for the tests refused a statement: {0}")]
    Statement(#[from] diesel::result::Error),
}

/// A PostgreSQL server on which tests make databases.
#[derive(Debug)]
pub struct Server {
    address: Address,
    admin_url: String,
    /// The number in the names of this process's databases: the server's own for `admin`.
    run: i32,
    databases: AtomicU32,
    admin: Mutex<Admin>,
    _cluster: Option<PrivateCluster>,
}

/// The superuser's connection, open for as long as the process lives.
struct Admin(PgConnection);

impl std::fmt::Debug for Admin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Admin").finish()
    }
}

/// The server of this test process, started at the first call; `None` when the machine has none.
///
/// # Panics
/// When there should be a server and there is none that works: `CI=true` with nothing installed,
/// a URL that leads nowhere, a cluster that does not start.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(|| {
            let found = source::find();
            assert!(
                found.is_some() || !source::is_required(),
                "CI=true and no PostgreSQL: install `postgresql` or set {}",
                source::VARIABLE,
            );
            found.map(|found| Server::from(found).unwrap_or_else(|error| panic!("{error}")))
        })
        .as_ref()
}

impl Server {
    fn from(source: Source) -> Result<Self, ServerError> {
        let (admin_url, cluster) = match source {
            Source::Given(url) => (url, None),
            Source::Programs(directory) => {
                let cluster = PrivateCluster::start(&directory)?;
                (cluster.superuser_url(), Some(cluster))
            }
        };
        let address = Address::parse(&admin_url).ok_or(ServerError::NotAnAddress)?;
        let mut admin = PgConnection::establish(&admin_url)?;
        admin.batch_execute(&format!("SET application_name = '{PREFIX}'"))?;
        roles::create(&mut admin)?;
        let run =
            diesel::select(diesel::dsl::sql::<Integer>("pg_backend_pid()")).first(&mut admin)?;
        sweep(&mut admin, run)?;
        Ok(Self {
            address,
            admin_url,
            run,
            databases: AtomicU32::new(0),
            admin: Mutex::new(Admin(admin)),
            _cluster: cluster,
        })
    }

    /// The URL of the server's superuser.
    pub fn admin_url(&self) -> &str {
        &self.admin_url
    }

    /// A new database with nothing in it, owned by [`Role::Owner`].
    ///
    /// # Errors
    /// When the server refuses it.
    pub fn empty_database(&'static self) -> Result<Database, ServerError> {
        self.create_from("template0")
    }

    /// A new database that begins as a copy of another, to which no one may be connected.
    ///
    /// # Errors
    /// When the server refuses it.
    pub fn copy_of(&'static self, template: &Database) -> Result<Database, ServerError> {
        self.execute(&format!(
            "ALTER DATABASE {} ALLOW_CONNECTIONS false",
            template.name()
        ))?;
        self.execute(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
            template.name()
        ))?;
        self.create_from(template.name())
    }

    fn create_from(&'static self, template: &str) -> Result<Database, ServerError> {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("{PREFIX}_{}_{number}", self.run);
        self.execute(&format!(
            "CREATE DATABASE {name} OWNER {} TEMPLATE {template}",
            Role::Owner
        ))?;
        Ok(Database::new(self, name))
    }

    fn drop_database(&self, name: &str) -> Result<(), ServerError> {
        self.execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    }

    fn url(&self, role: Role, database: &str) -> String {
        self.address.url(role.name(), roles::PASSWORD, database)
    }

    fn execute(&self, statement: &str) -> Result<(), ServerError> {
        let mut admin = self.admin.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(admin.0.batch_execute(statement)?)
    }
}

/// Drops what runs left behind that were killed on a server that outlives them: the databases
/// whose number belongs to no connection of a living run.
fn sweep(admin: &mut PgConnection, run: i32) -> Result<(), ServerError> {
    #[derive(QueryableByName)]
    struct Leftover {
        #[diesel(sql_type = Text)]
        datname: String,
    }
    let leftovers: Vec<Leftover> = diesel::sql_query(format!(
        "SELECT datname::text FROM pg_database
         WHERE datname ~ '^{PREFIX}_[0-9]+_[0-9]+$'
           AND split_part(datname, '_', 3)::integer NOT IN
               (SELECT pid FROM pg_stat_activity
                WHERE application_name = '{PREFIX}' AND pid <> {run})",
    ))
    .load(admin)?;
    for Leftover { datname } in leftovers {
        admin.batch_execute(&format!("DROP DATABASE IF EXISTS {datname} WITH (FORCE)"))?;
    }
    Ok(())
}
