//! The HTTP face of Hallpass and the `hallpass` binary.
//!
//! A module has the same name as in `domain` and `persistence`; in it, one operation is one file with
//! its request, its handler and its description. To add one, see `docs/architecture.md`.

#[macro_use]
pub mod operations;
#[macro_use]
pub mod http;
#[macro_use]
mod views;

pub mod accounts;
pub mod age;
pub mod amendments;
pub mod annual_notices;
pub mod app;
pub mod audit;
pub mod background;
pub mod backups;
pub mod caller;
pub mod classes;
pub mod client_address;
pub mod commands;
pub mod config;
pub mod consent;
pub mod courses;
pub mod digest;
pub mod directory;
pub mod exports;
pub mod guardians;
pub mod holds;
pub mod households;
pub mod housekeeping;
pub mod legal_process;
pub mod limits;
pub mod logging;
pub mod mail;
pub mod meta;
pub mod metrics;
pub mod openapi;
pub mod organizations;
pub mod origin;
pub mod pages;
pub mod people;
pub mod policies;
pub mod problem;
pub mod progress;
pub mod promises;
pub mod purposes;
pub mod records;
pub mod refusals;
pub mod releases;
pub mod retention;
pub mod rights;
pub mod rosters;
pub mod routes;
pub mod server;
pub mod service;
pub mod settings;
pub mod staff;
pub mod support;
pub mod system;
pub mod tenants;
pub mod worker;
