//! Sealed columns and the hierarchy of their keys (SEC-11, invariant 4).
//!
//! master key (configuration) → organization key → subject key → sealed value. Each layer wraps the
//! one below with AES-256-GCM; the associated data binds a key to its owner and a value to its
//! table, column, organization and row, so that a ciphertext moved elsewhere does not open.
//! Destroying a subject's key destroys what was sealed under it. Backups of before hold the key still,
//! sealed under one of their own: a restored one destroys it again before it serves, and all expire
//! ([`crate::backups`]).

mod backup_key;
mod blind_index;
mod cipher;
mod keyring;
mod master;
pub mod rotation;
mod sealed;

pub use backup_key::BackupKey;
pub use blind_index::BlindIndex;
pub use cipher::KeyError;
pub use keyring::{Keyring, OrganizationKey};
pub use master::{MasterKey, MasterKeys};
pub use sealed::{SealContext, Sealed, SubjectKey};
