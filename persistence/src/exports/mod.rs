//! Copies of what is held about a person (RTS-02): asked for, built by the worker from the data inventory,
//! fetched once, deleted after seven days.
//!
//! `declared` says of every table of the inventory how its rows lead to a person, or why none of it is in
//! a copy. What becomes of a column follows from its class in the inventory, unless the declaration says
//! otherwise. A table that is not declared fails a test.

mod ask;
mod build;
mod cells;
mod declared;
mod facts;
mod fetch;
mod list;
mod parts;
mod plan;
mod rows;
mod scope;
mod shared;
mod staff;
mod titles;

pub use ask::{AskFor, ask_for_own, ask_for_student};
pub use build::{Begun, begin, expire, gathered, give_up_as_too_large, keep};
pub(crate) use build::{end_copies_about, end_copy};
pub use facts::{ExportFacts, ExportedTable, Gathered, gather};
pub use fetch::{Fetched, fetch, subject_of};
pub use list::{Export, list, show};
pub use plan::{PlannedColumn, PlannedTable, planned};
