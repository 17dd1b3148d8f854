//! The harness for whole-system tests: a school of one's own on each database.

pub mod app;
pub mod backends;
pub mod postgres;
