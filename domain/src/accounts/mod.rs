//! Accounts: who may sign in, with which secret, and for how long that holds.

pub mod clients;
pub mod context;
pub mod credentials;
pub mod emails;
pub mod networks;
pub mod passphrases;
pub mod passwords;
pub mod refresh;
pub mod sessions;
pub mod signing_keys;
pub mod throttle;
pub mod token_bucket;
pub mod usernames;

#[cfg(test)]
mod refresh_model;
