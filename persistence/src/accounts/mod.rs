//! People and their accounts.

pub mod credentials;
pub mod invitations;
pub(crate) mod keys_of;
pub mod opaque_token;
pub mod people;
pub mod sessions;
