//! People and their accounts.

pub mod keys_of;
