//! The master keys: one that wraps, and those that wrapped before it.

use zeroize::Zeroizing;

use super::cipher::{Bytes, Cipher, KeyError};

/// A master key with the name by which wrapped keys refer to it.
pub struct MasterKey {
    id: String,
    bytes: Bytes,
}

impl MasterKey {
    /// A master key of 256 bits.
    pub fn new(id: impl Into<String>, bytes: [u8; 32]) -> Self {
        Self {
            id: id.into(),
            bytes: Zeroizing::new(bytes),
        }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn cipher(&self) -> Result<Cipher, KeyError> {
        Cipher::new(&self.bytes)
    }
}

/// The current master key, and previous ones that still open what they wrapped.
pub struct MasterKeys {
    current: MasterKey,
    previous: Vec<MasterKey>,
}

impl MasterKeys {
    /// The current key wraps; the previous ones only unwrap.
    pub fn new(current: MasterKey, previous: Vec<MasterKey>) -> Self {
        Self { current, previous }
    }

    pub(super) fn current(&self) -> &MasterKey {
        &self.current
    }

    pub(super) fn find(&self, id: &str) -> Result<&MasterKey, KeyError> {
        std::iter::once(&self.current)
            .chain(&self.previous)
            .find(|key| key.id == id)
            .ok_or(KeyError::UnknownMasterKey)
    }
}
