//! The data inventory (invariant 4): for every column what it holds, what for, until when, and how it is
//! protected.
//!
//! The schema declares it beside each column. `docs/data-inventory.md` is printed from this; tests
//! compare it with living databases.

mod declared;
mod page;

pub(crate) use declared::Class;
pub use declared::{Column, Kept, Protection, SqlType, Table};
pub use page::page;

use crate::schema::TABLES;

/// Every table.
pub fn data_inventory() -> impl Iterator<Item = &'static Table> {
    TABLES.into_iter().flatten()
}
