//! The rows of Hallpass: the only crate that knows SQL.
//!
//! A module of the domain has the same name here. Its functions take a [`Tx`] and the permit for what
//! they do; the ids of the rows come out of the permit. Exceptions are in `access::relationships`, whose
//! functions gather facts and never data.
//!
//! To add a table: a migration in both trees, its declaration in `schema/tables`, a file in its
//! module.

#[macro_use]
mod connection;
#[macro_use]
mod bulk;
#[macro_use]
mod in_force;

pub mod access;
pub mod accounts;
pub mod age;
pub mod amendments;
pub mod annual_notices;
pub mod audit;
pub mod backups;
pub mod classes;
pub mod consent;
pub mod courses;
pub mod database;
pub mod directory;
mod error;
pub mod exports;
pub mod guardians;
pub mod handles;
pub mod holds;
pub mod households;
pub mod housekeeping;
pub mod idempotency;
pub mod installation;
pub mod inventory;
pub mod keys;
pub mod legal_process;
pub mod mail;
pub mod organizations;
pub mod paging;
pub mod people;
pub mod policies;
pub mod progress;
pub mod records;
pub mod releases;
pub mod retention;
pub mod rights;
pub mod rosters;
mod schema;
pub mod settings;
pub mod sql_types;
pub mod staff;
pub mod support;
#[cfg(feature = "testing")]
pub mod testing;
pub mod worker;

pub use database::{
    Address, Database, Load, Mode, NotReady, RowSecurityError, Scope, Settings, Tx, migrate,
};
pub use error::{DbError, TransactionError};
