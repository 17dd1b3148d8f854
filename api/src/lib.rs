//! api

pub mod accounts;
