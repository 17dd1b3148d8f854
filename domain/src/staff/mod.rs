//! The staff of schools and districts: their roles, and how far an office reaches.

pub mod grant_scope;
pub mod role;
