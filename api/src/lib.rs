//! api

pub mod courses;
