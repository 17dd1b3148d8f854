//! The rows themselves, past every wall: what a person sees and can do who has the database but not
//! the keys.

use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl as _, SqliteConnection,
    connection::SimpleConnection, sql_query, sql_types::Text,
};
use uuid::Uuid;

use crate::{app::TestApp, postgres::Role, schema, template::Place};

/// A connection as the owner of the tables, for whom row-level security is not forced.
pub enum Rows {
    /// To the file.
    Sqlite(SqliteConnection),
    /// To the server.
    Postgres(PgConnection),
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

impl Rows {
    /// Opens the rows of a test.
    ///
    /// # Panics
    /// When the database fails.
    pub fn of(school: &TestApp) -> Self {
        let mut rows = match (&*school.place, school.place.file()) {
            (Place::Sqlite(_), Some(file)) => {
                let path = file.to_str().unwrap_or_else(|| panic!("a path in UTF-8"));
                Self::Sqlite(connect(path))
            }
            (Place::Postgres(database), _) => Self::Postgres(connect(&database.url(Role::Owner))),
            (Place::Sqlite(_), None) => panic!("a SQLite place has a file"),
        };
        if let Self::Sqlite(_) = rows {
            rows.execute("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = OFF");
        } else {
            for table in rows.schema().keys() {
                rows.execute(&format!("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"));
            }
        }
        rows
    }

    /// The schema.
    pub fn schema(&mut self) -> schema::Schema {
        match self {
            Self::Sqlite(conn) => schema::of_sqlite(conn),
            Self::Postgres(conn) => schema::of_postgres(conn),
        }
    }

    /// Tries statements.
    ///
    /// # Errors
    /// What the database says.
    pub fn attempt(&mut self, statements: &str) -> QueryResult<()> {
        match self {
            Self::Sqlite(conn) => conn.batch_execute(statements),
            Self::Postgres(conn) => conn.batch_execute(statements),
        }
    }

    /// Runs statements.
    ///
    /// # Panics
    /// When the database refuses.
    pub fn execute(&mut self, statements: &str) {
        self.attempt(statements)
            .unwrap_or_else(|failure| panic!("{failure}: {statements}"));
    }

    /// How many rows a table has, of all tenants.
    ///
    /// # Panics
    /// When the database refuses.
    pub fn count(&mut self, from: &str) -> usize {
        let rows = self.values(&format!("SELECT 'row' AS value FROM {from}"));
        rows.len()
    }

    /// The texts in the column `value` of a query.
    ///
    /// # Panics
    /// When the database refuses.
    pub fn values(&mut self, query: &str) -> Vec<String> {
        let query = sql_query(query);
        let rows: QueryResult<Vec<Value>> = match self {
            Self::Sqlite(conn) => query.load(conn),
            Self::Postgres(conn) => query.load(conn),
        };
        rows.unwrap_or_else(|failure| panic!("{failure}"))
            .into_iter()
            .map(|row| row.value)
            .collect()
    }

    /// An id as a literal.
    pub fn id(&self, id: Uuid) -> String {
        match self {
            Self::Sqlite(_) => format!("x'{}'", id.simple()),
            Self::Postgres(_) => format!("'{id}'::uuid"),
        }
    }

    /// An expression for the text of an id in this column.
    pub fn id_as_text(&self, column: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("lower(hex({column}))"),
            Self::Postgres(_) => format!("CAST({column} AS text)"),
        }
    }

    /// An expression for the text of a whole row of a table with these columns.
    pub fn whole_row<'a>(&self, table: &str, columns: impl Iterator<Item = &'a String>) -> String {
        match self {
            Self::Sqlite(_) => {
                let columns: Vec<String> = columns
                    .map(|column| format!("quote(\"{column}\")"))
                    .collect();
                columns.join(" || ',' || ")
            }
            Self::Postgres(_) => format!("CAST({table}.* AS text)"),
        }
    }

    /// Bytes as a literal, from hexadecimal.
    pub fn bytes(&self, hex: &str) -> String {
        match self {
            Self::Sqlite(_) => format!("x'{hex}'"),
            Self::Postgres(_) => format!("'\\x{hex}'::bytea"),
        }
    }

    /// Takes away what keeps the log from being changed, as its owner can.
    ///
    /// # Panics
    /// When the database refuses.
    pub fn disarm_audit_log(&mut self) {
        let statements = match self {
            Self::Sqlite(_) => {
                "DROP TRIGGER audit_events_refuses_update; DROP TRIGGER audit_events_refuses_delete;
                 DROP TRIGGER audit_links_refuses_update; DROP TRIGGER audit_links_refuses_delete;
                 DROP TRIGGER audit_objects_refuses_update; DROP TRIGGER audit_objects_refuses_delete;"
            }
            Self::Postgres(_) => {
                "DROP TRIGGER audit_events_is_append_only ON audit_events;
                 DROP TRIGGER audit_links_is_append_only ON audit_links;
                 DROP TRIGGER audit_objects_is_append_only ON audit_objects;
                 ALTER TABLE audit_links DROP CONSTRAINT audit_links_organization_id_event_id_fkey;
                 ALTER TABLE organizations DROP CONSTRAINT organizations_pkey CASCADE;"
            }
        };
        self.execute(statements);
    }

    /// Keeps a copy of tables beside them.
    pub fn keep(&mut self, tables: &[&str]) {
        for table in tables {
            self.execute(&format!(
                "CREATE TABLE kept_{table} AS SELECT * FROM {table}"
            ));
        }
    }

    /// Puts what was kept back.
    pub fn restore(&mut self, tables: &[&str]) {
        for table in tables {
            self.execute(&format!(
                "DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}"
            ));
        }
    }
}

fn connect<C: diesel::Connection>(url: &str) -> C {
    C::establish(url).unwrap_or_else(|failure| panic!("{failure}"))
}
