//! The harness for whole-system tests: a school of one's own on each database.

pub mod app;
pub mod backends;
pub mod clock;
pub mod founding;
pub mod learning;
pub mod persona;
pub mod postgres;
pub mod reply;
pub mod template;
pub mod world;
