//! People and their accounts.

pub(crate) mod keys_of;
pub mod people;
pub mod sessions;
