//! The harness for whole-system tests: a school of one's own on each database.

#![expect(
    clippy::indexing_slicing,
    reason = "a test that asks for what is not there fails"
)]

pub mod app;
pub mod backends;
pub mod clock;
pub mod courses;
pub mod document;
pub mod founding;
pub mod persona;
pub mod postgres;
pub mod reply;
pub mod samples;
pub mod template;
pub mod witness;
pub mod world;
