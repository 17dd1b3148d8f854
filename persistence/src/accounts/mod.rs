//! People and their accounts.

pub mod credentials;
pub(crate) mod devices;
pub(crate) mod erasure;
pub(crate) mod expected_words;
pub(crate) mod failures;
pub(crate) mod keys_of;
pub mod logins;
pub(crate) mod networks;
pub mod opaque_token;
pub mod own_password;
pub mod own_sessions;
pub mod people;
pub mod profile;
pub mod refresh;
pub mod sessions;
pub mod sign_in;
pub mod signing_keys;
pub(crate) mod usernames;
