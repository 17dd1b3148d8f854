//! A person who watches all rows of a database and notices any change.

use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query,
    sql_types::{BigInt, Text},
};

use crate::{postgres, template::Place};

/// A connection that sees every tenant's rows.
pub enum RowWatcher {
    /// Of a file: SQLite itself counts the commits of others.
    Sqlite(SqliteConnection),
    /// Of a server: the superuser, whom row-level security does not hold back.
    Postgres(PgConnection),
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

impl RowWatcher {
    /// Begins to watch.
    ///
    /// # Panics
    /// When it cannot.
    pub fn of(place: &Place) -> Self {
        match place {
            Place::Sqlite(directory) => {
                let file = directory.path().join("hallpass.db");
                let opened = SqliteConnection::establish(&file.to_string_lossy());
                Self::Sqlite(opened.unwrap_or_else(|failure| panic!("{failure}")))
            }
            Place::Postgres(database) => {
                let server = postgres::server().unwrap_or_else(|| panic!("there is no PostgreSQL"));
                let url = server.admin_url();
                let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
                let (host, _) = address.rsplit_once('/').unwrap_or((address, ""));
                let url = format!("{host}/{}?{parameters}", database.name());
                let opened = PgConnection::establish(&url);
                Self::Postgres(opened.unwrap_or_else(|failure| panic!("{failure}")))
            }
        }
    }

    /// What it sees. The same twice means that no one wrote in between.
    ///
    /// On PostgreSQL it does not look at the links and heads of the audit log: they follow its events a
    /// moment later, and without an event there is none.
    ///
    /// # Panics
    /// When it cannot see.
    pub fn sees(&mut self) -> Vec<(String, i64)> {
        match self {
            Self::Sqlite(connection) => {
                let version: Number =
                    sql_query("SELECT data_version AS number FROM pragma_data_version")
                        .get_result(connection)
                        .unwrap_or_else(|failure| panic!("{failure}"));
                vec![("commits".to_owned(), version.number)]
            }
            Self::Postgres(connection) => {
                let tables: Vec<Name> = sql_query(
                    "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' \
                     AND tablename NOT IN ('audit_links', 'audit_queue', 'audit_heads') ORDER BY 1",
                )
                .load(connection)
                .unwrap_or_else(|failure| panic!("{failure}"));
                tables
                    .into_iter()
                    .flat_map(|table| {
                        let seen: Number = sql_query(format!(
                            "SELECT count(*) * 4294967296 + coalesce(max(xmin::text::bigint), 0) \
                             AS number FROM {}",
                            table.name
                        ))
                        .get_result(connection)
                        .unwrap_or_else(|failure| panic!("{failure}"));
                        [(table.name, seen.number)]
                    })
                    .collect()
            }
        }
    }
}
