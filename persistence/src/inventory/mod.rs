//! The data inventory (invariant 4): for every column what it holds, what for, until when, and how it is
//! protected.
//!
//! The schema declares it beside each column. `docs/data-inventory.md` is printed from this; tests
//! compare it with living databases.

mod page;

use domain::{category::Category, organizations::purpose::Purpose};

pub use page::page;

use crate::schema::{Class, TABLES};

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
    /// Why it may stay readable, if it is personal and neither sealed nor indexed nor hashed.
    pub because: Option<&'static str>,
}

impl Column {
    pub(crate) const fn new(name: &'static str, class: Class) -> Self {
        Self {
            name,
            category: class.category,
            protection: class.protection,
            because: class.because,
        }
    }
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
    TABLES.into_iter().flatten()
}
