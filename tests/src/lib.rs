//! The harness for whole-system tests: a school of one's own on each database.

pub mod accounts;
pub mod app;
pub mod backends;
pub mod bundles;
pub mod classes;
pub mod clock;
pub mod courses;
pub mod dashboard;
pub mod document;
pub mod families;
pub mod founding;
pub mod learning;
pub mod mail_server;
mod people;
pub mod persona;
pub mod postgres;
pub mod process;
pub mod reply;
pub mod rosters;
pub mod row_watcher;
pub mod rows;
pub mod samples;
pub mod schema;
pub mod sockets;
pub mod stored_objects;
pub mod template;
pub mod world;
