//! People and their accounts.

pub mod credentials;
pub(crate) mod keys_of;
pub mod people;
pub mod sessions;
