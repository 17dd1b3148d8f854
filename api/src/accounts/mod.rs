//! Accounts over HTTP: secrets compared, tokens made and read.

pub mod access_token;
pub mod argon2id;
pub mod password_estimate;
pub mod password_hashing;
pub mod refresh_token;
pub mod secret_text;
pub mod signing_keys;

#[cfg(test)]
mod seeded_mint;
