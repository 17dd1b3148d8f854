//! How long data is kept, and what ends it (rules §6).

pub mod page;
pub mod rule;
pub mod schedule;
pub mod span;
