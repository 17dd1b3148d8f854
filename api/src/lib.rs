//! The HTTP face of Hallpass: configuration, logs, operations.

pub mod client_address;
pub mod config;
pub mod logging;
