//! The rules of Hallpass: facts in, verdicts out.
//!
//! Nothing here reads a clock, draws a random number, opens a file or knows a database. A rule
//! takes values and answers with a value that names its reason, so that every promise can be read,
//! tested and cited on its own. Rule ids (`FER-03`, `SEC-04` …) are those of `docs/rules.md`.

pub mod access;
pub mod accounts;
pub mod age;
pub mod amendments;
pub mod annual_notices;
pub mod audit;
pub mod backups;
pub mod category;
pub mod classes;
#[cfg(feature = "diesel")]
pub mod columns;
pub mod consent;
pub mod countries;
pub mod courses;
pub mod directory;
pub mod exports;
pub mod guardians;
pub mod holds;
pub mod ids;
pub mod legal_process;
pub mod mail;
pub mod mint;
pub mod organizations;
pub mod parameters;
pub mod people;
pub mod policies;
pub mod progress;
pub mod promises;
pub mod purposes;
pub mod records;
pub mod releases;
pub mod retention;
pub mod rights;
pub mod rosters;
pub mod settings;
pub mod staff;
pub mod support;
pub mod text;
pub mod text_enum;
#[cfg(feature = "wire")]
pub mod wire;
pub mod worker;

#[cfg(feature = "diesel")]
#[doc(hidden)]
pub use diesel;
