//! Sealed columns and the hierarchy of their keys (SEC-11, invariant 4).
//!
//! master key (configuration) → organization key → subject key → sealed value. Each layer wraps the
//! one below with AES-256-GCM; the associated data binds a key to its owner and a value to its
//! table, column, organization and row, so that a ciphertext moved elsewhere does not open.
//! Destroying a subject's key destroys what was sealed under it, in every backup.

mod blind_index;
mod cipher;
mod keyring;
mod master;
pub mod rotation;
mod sealed;

pub use blind_index::BlindIndex;
pub use cipher::KeyError;
pub use keyring::{Keyring, OrganizationKey};
pub use master::{MasterKey, MasterKeys};
pub use sealed::{SealContext, Sealed, SubjectKey};
