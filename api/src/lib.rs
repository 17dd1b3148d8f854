//! The HTTP face of Hallpass and the `hallpass` binary.

pub mod client_address;
pub mod config;
pub mod courses;
pub mod logging;
