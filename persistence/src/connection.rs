//! One connection type for both databases.
//!
//! What differs between the two is visible where it matters: a `match` on [`AnyConnection`], never a
//! second copy of a query.

use diesel::{MultiConnection, PgConnection, SqliteConnection};

/// A connection to either database.
#[derive(MultiConnection)]
pub enum AnyConnection {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// Embedded SQLite.
    Sqlite(SqliteConnection),
}
