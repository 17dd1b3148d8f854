//! The schema of a living database, read from its own catalogue, in words that both databases share.

mod postgres;
mod sqlite;

use std::collections::{BTreeMap, BTreeSet};

pub use postgres::read as of_postgres;
pub use sqlite::read as of_sqlite;

/// The table in which Diesel keeps which steps were applied.
pub const STEPS: &str = "__diesel_schema_migrations";

/// Tables by their names.
pub type Schema = BTreeMap<String, Table>;

/// A table.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its columns by their names.
    pub columns: BTreeMap<String, Column>,
    /// The columns of its primary key, in order.
    pub primary_key: Vec<String>,
    /// Where its rows point.
    pub foreign_keys: BTreeSet<ForeignKey>,
    /// The columns of its unique indexes, in order, without the primary key.
    pub unique: BTreeSet<Vec<String>>,
    /// The columns of its other indexes, in order.
    pub indexes: BTreeSet<Vec<String>>,
}

/// A column.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// How SQLite stores it.
    pub storage: Storage,
    /// Whether it may be empty.
    pub nullable: bool,
    /// The type that the database itself gives it.
    pub native: Native,
}

/// The type that a database gives a column. Each has its own words, so they are not compared.
#[derive(Debug)]
pub struct Native(pub String);

impl PartialEq for Native {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Native {}

/// The storage classes of SQLite's strict tables, to which PostgreSQL's types map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// `BLOB`; `uuid` and `bytea`.
    Blob,
    /// `INTEGER`; whole numbers and `timestamptz`.
    Integer,
    /// `TEXT`; `text` and `date`.
    Text,
}

/// A foreign key.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignKey {
    /// The columns that point, in order.
    pub columns: Vec<String>,
    /// The table that they point to.
    pub table: String,
    /// The columns there.
    pub references: Vec<String>,
}
