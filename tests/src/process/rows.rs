//! The rows of an installation, past everything that guards them.

use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, SqliteConnection,
    connection::SimpleConnection as _, sql_query, sql_types::BigInt,
};

use super::Installation;
use crate::postgres::Role;

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

impl Installation {
    /// Runs statements as whoever owns the tables.
    ///
    /// # Panics
    /// When one fails.
    pub fn execute(&self, statements: &str) {
        let outcome = match &self.database {
            Some(database) => postgres(&database.url(Role::Owner)).batch_execute(statements),
            None => self.sqlite().batch_execute(statements),
        };
        outcome.unwrap_or_else(|failure| panic!("{failure}"));
    }

    /// The rows of a table, of all tenants; a condition may follow its name.
    ///
    /// # Panics
    /// When they cannot be counted.
    pub fn count(&self, table: &str) -> i64 {
        let count = sql_query(format!("SELECT count(*) AS rows FROM {table}"));
        let name = table.split_whitespace().next().unwrap_or(table);
        let counted: Counted = match &self.database {
            Some(database) => {
                let mut owner = postgres(&database.url(Role::Owner));
                // Never committed: the owner is bound again when the connection ends.
                let unbound = format!("BEGIN; ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY");
                owner
                    .batch_execute(&unbound)
                    .and_then(|()| count.get_result(&mut owner))
            }
            None => count.get_result(&mut self.sqlite()),
        }
        .unwrap_or_else(|failure| panic!("{failure}"));
        counted.rows
    }

    fn sqlite(&self) -> SqliteConnection {
        let file = self.directory.path().join("hallpass.db");
        SqliteConnection::establish(&file.display().to_string())
            .unwrap_or_else(|failure| panic!("{failure}"))
    }
}

fn postgres(url: &str) -> PgConnection {
    PgConnection::establish(url).unwrap_or_else(|failure| panic!("{failure}"))
}
