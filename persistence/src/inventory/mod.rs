//! The data inventory (invariant 4): for every column what it holds, what for, until when, and how it is
//! protected.
//!
//! Each room states its own tables. `docs/data-inventory.md` is printed from this; tests compare it
//! with the schema of a living database, so that a column without a class fails the build.

mod accounts;
mod audit;
mod classes;
mod courses;
mod idempotency;
mod organizations;
mod page;
mod progress;
mod reviewed;
mod rosters;

use domain::{category::Category, organizations::purpose::Purpose};

pub use page::page;
pub use reviewed::{Reviewed, reviewed};

domain::text_enum! {
    /// How a column is protected, beside the tenant's row-level security.
    pub enum Protection {
        /// Encrypted, under the key of a person or of the organization.
        Sealed = "sealed",
        /// A keyed digest by which the value is found and not read.
        BlindIndex = "blind index",
        /// A digest, or a password hash.
        Hashed = "hashed",
        /// A random id, which says nothing without the row that it names.
        Identifier = "plain identifier",
        /// Readable by every reader of the database.
        Plain = "plain",
    }
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// The category of personal data that it holds; `None` for what is about nobody.
    pub category: Option<Category>,
    /// How it is protected.
    pub protection: Protection,
}

/// How long the rows of a table are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// By this rule of the retention schedule (RET-02), whatever the category.
    Rule(&'static str),
    /// By the rule of each column's category, and the row with its person.
    ByCategory,
    /// As long as the organization is a tenant.
    WithOrganization,
    /// For this long, then the row is deleted.
    For(&'static str),
}

impl Kept {
    /// Until when a column of the table is kept.
    pub fn of(self, column: &Column) -> &'static str {
        match (self, column.category) {
            (Self::Rule(text) | Self::For(text), _) => text,
            (Self::ByCategory, Some(category)) => category.retention_rule(),
            (Self::ByCategory, None) => "with its row",
            (Self::WithOrganization, _) => "with the organization",
        }
    }
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What its rows are for.
    pub purpose: Purpose,
    /// How long they are kept.
    pub kept: Kept,
    /// Its columns, in the order of the schema.
    pub columns: &'static [Column],
}

/// Every table.
pub fn data_inventory() -> impl Iterator<Item = &'static Table> {
    [
        organizations::TABLES,
        accounts::TABLES,
        classes::TABLES,
        courses::TABLES,
        progress::TABLES,
        rosters::TABLES,
        audit::TABLES,
        idempotency::TABLES,
    ]
    .into_iter()
    .flatten()
}

const fn column(name: &'static str, category: Option<Category>, protection: Protection) -> Column {
    Column {
        name,
        category,
        protection,
    }
}

/// A random id of something that is not a person.
const fn id(name: &'static str) -> Column {
    column(name, None, Protection::Identifier)
}

/// A random id of a person, in a row that says something of this category about them.
const fn person(name: &'static str, category: Category) -> Column {
    column(name, Some(category), Protection::Identifier)
}

/// A readable value about nobody.
const fn plain(name: &'static str) -> Column {
    column(name, None, Protection::Plain)
}

/// A readable value about a person, which has to be reviewed.
const fn readable(name: &'static str, category: Category) -> Column {
    column(name, Some(category), Protection::Plain)
}

/// A sealed value about a person.
const fn sealed(name: &'static str, category: Category) -> Column {
    column(name, Some(category), Protection::Sealed)
}

/// A wrapped key.
const fn wrapped(name: &'static str) -> Column {
    column(name, None, Protection::Sealed)
}

/// A blind index of a value about a person.
const fn indexed(name: &'static str, category: Category) -> Column {
    column(name, Some(category), Protection::BlindIndex)
}

/// A hash of a value about a person.
const fn hashed(name: &'static str, category: Category) -> Column {
    column(name, Some(category), Protection::Hashed)
}

/// A hash of something about nobody.
const fn digest(name: &'static str) -> Column {
    column(name, None, Protection::Hashed)
}
