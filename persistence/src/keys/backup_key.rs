//! The key of one backup: random, wrapped by the master key, apart from what it seals.

use domain::mint::Mint;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{
    cipher::{self, Cipher, KeyError},
    keyring::Keyring,
    sealed::SealContext,
};

/// Seals the parts of one backup.
pub struct BackupKey(Cipher);

impl BackupKey {
    /// Seals a part, bound to its place.
    ///
    /// # Errors
    /// If the cipher refuses its input.
    pub fn seal(&self, mint: &dyn Mint, place: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.seal(mint, place, plain)
    }

    /// Opens a part that was sealed for this place.
    ///
    /// # Errors
    /// [`KeyError::DoesNotOpen`] if it was sealed for another one, or is damaged.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        self.0.open(place, sealed)
    }
}

impl Keyring {
    /// Makes the key of a new backup: the name of the master key that wraps it, and the wrapped key.
    ///
    /// # Errors
    /// If the cipher refuses its input.
    pub fn create_backup_key(
        &self,
        backup: Uuid,
    ) -> Result<(String, Vec<u8>, BackupKey), KeyError> {
        let bytes = cipher::draw(self.mint());
        let master = self.masters().current();
        let place = place(backup, master.id());
        let wrapped = master.cipher()?.seal(self.mint(), &place, bytes.as_ref())?;
        Ok((
            master.id().to_owned(),
            wrapped,
            BackupKey(Cipher::new(&bytes)?),
        ))
    }

    /// Opens the key of a backup.
    ///
    /// # Errors
    /// [`KeyError::UnknownMasterKey`] if the master key that wrapped it is not configured;
    /// [`KeyError::DoesNotOpen`] if a key of that name is, and is another one.
    pub fn open_backup_key(
        &self,
        backup: Uuid,
        master_key_id: &str,
        wrapped: &[u8],
    ) -> Result<BackupKey, KeyError> {
        let cipher = self.masters().find(master_key_id)?.cipher()?;
        let bytes = cipher.unwrap_key(&place(backup, master_key_id), wrapped)?;
        Ok(BackupKey(Cipher::new(&bytes)?))
    }
}

fn place(backup: Uuid, master_key_id: &str) -> Vec<u8> {
    let context = SealContext::of("backups", "wrapped");
    let mut place = context.bind(domain::ids::PLATFORM, backup);
    place.extend_from_slice(master_key_id.as_bytes());
    place
}
