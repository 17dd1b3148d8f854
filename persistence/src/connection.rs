//! One connection type for both databases.
//!
//! What differs between the two is visible where it matters: a `match` on [`AnyConnection`], never a
//! second copy of a query.

/// Runs a statement on the database's own connection. [`AnyConnection`] writes the text of a
/// statement anew at each execution, even of one that stays prepared; this does not. For the
/// statements that many requests run.
macro_rules! on_connection {
    ($any:expr, |$conn:ident| $run:expr) => {
        match $any {
            $crate::connection::AnyConnection::Postgres($conn) => $run,
            $crate::connection::AnyConnection::Sqlite($conn) => $run,
        }
    };
}

use diesel::{MultiConnection, PgConnection, SqliteConnection};

/// A connection to either database.
#[derive(MultiConnection)]
pub enum AnyConnection {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// Embedded SQLite.
    Sqlite(SqliteConnection),
}
