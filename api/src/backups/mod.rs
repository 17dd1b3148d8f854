//! Backups: files that are sealed under a key of their own, and the ledger of erasures beside the
//! database, by which who was erased stays erased in a database that was restored (RET-04, SEC-11).

mod chain;
pub mod container;
mod directory;
mod ledger;
mod ledger_append;
mod ledger_file;
#[cfg(test)]
mod ledger_tests;
mod left_over;
mod postgres_tools;

pub(crate) use directory::create;
pub use directory::{expire, name_of, put_in_place};
pub use ledger::{ErasureLedger, LedgerFailure};
pub use ledger_append::Beginning;
pub use ledger_file::{LedgerError, LedgerFile};
pub(crate) use left_over::{COPY, PARTIAL, begin_writing, directory_of};
pub use postgres_tools::{Dump, Script, ToolError};
