//! What the schema declares of its tables beside the types of their columns.

use domain::{
    category::Category, organizations::purpose::Purpose, retention::rule::RetentionRule,
    text_enum::TextEnum as _,
};

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Class {
    /// The category of personal data; `None` for what is not about a person.
    pub(crate) category: Option<Category>,
    /// How it is protected.
    pub(crate) protection: Protection,
    /// Why a readable value about a person may stay readable.
    pub(crate) because: Option<&'static str>,
}

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

/// The type of a column, as the schema declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqlType {
    /// Its name, without that it may be null.
    pub name: &'static str,
    /// Whether there may be no value.
    pub nullable: bool,
}

impl SqlType {
    /// The type that is written as this name and, behind it, the name of the type that may be null.
    pub(crate) const fn of(name: &'static str, inner: &'static str) -> Self {
        if inner.is_empty() {
            let nullable = false;
            return Self { name, nullable };
        }
        Self {
            name: inner,
            nullable: true,
        }
    }
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub sql: SqlType,
    /// The category of personal data that it holds; `None` for what is not about a person.
    pub category: Option<Category>,
    /// How it is protected.
    pub protection: Protection,
    /// Why it may stay readable, if it is personal and neither sealed nor indexed nor hashed.
    pub because: Option<&'static str>,
}

impl Column {
    pub(crate) const fn new(name: &'static str, sql: SqlType, class: Class) -> Self {
        Self {
            name,
            sql,
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
    Rule(RetentionRule),
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
            (Self::Rule(rule), _) => rule.as_str(),
            (Self::For(text), _) => text,
            (Self::ByCategory, Some(category)) => category.retention_rule().as_str(),
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
