//! How long data is kept, and what ends it (rules §6).

pub mod activity;
pub mod disposition;
pub mod learning;
pub mod page;
pub mod rule;
pub mod run;
pub mod schedule;
pub mod span;
