//! AES-256-GCM with a random nonce: version byte ‖ nonce (12) ‖ ciphertext ‖ tag (16).

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use domain::mint::Mint;
use zeroize::Zeroizing;

const VERSION: u8 = 1;

/// A key or a value that did not open. Says nothing about its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The ciphertext is damaged, was moved, or is another key's.
    #[error("the ciphertext is damaged or belongs to another value")]
    DoesNotOpen,
    /// The master key that wrapped this organization's key is not configured.
    #[error("the master key is not configured")]
    UnknownMasterKey,
    /// The subject has no key (any more): what was sealed under it is gone.
    #[error("the subject's key is destroyed")]
    Destroyed,
    /// The cipher refused its input.
    #[error("the cipher refused its input")]
    Cipher,
}

/// 256 bits, wiped when dropped.
pub(super) type Bytes = Zeroizing<[u8; 32]>;

/// Draws a new key.
pub(super) fn draw(mint: &dyn Mint) -> Bytes {
    let mut bytes = Zeroizing::new([0; 32]);
    mint.fill(bytes.as_mut());
    bytes
}

/// A key ready for use.
pub(super) struct Cipher(LessSafeKey);

impl Cipher {
    pub(super) fn new(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        UnboundKey::new(&AES_256_GCM, bytes)
            .map(|key| Self(LessSafeKey::new(key)))
            .map_err(|_| KeyError::Cipher)
    }

    pub(super) fn seal(
        &self,
        mint: &dyn Mint,
        aad: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, KeyError> {
        let mut nonce = [0; NONCE_LEN];
        mint.fill(&mut nonce);
        let mut body = plain.to_vec();
        let tag = self
            .0
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(aad),
                &mut body,
            )
            .map_err(|_| KeyError::Cipher)?;
        let mut sealed = Vec::with_capacity(1 + NONCE_LEN + body.len() + tag.as_ref().len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.append(&mut body);
        sealed.extend_from_slice(tag.as_ref());
        Ok(sealed)
    }

    pub(super) fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let (version, rest) = sealed.split_first().ok_or(KeyError::DoesNotOpen)?;
        let (nonce, body) = rest
            .split_at_checked(NONCE_LEN)
            .ok_or(KeyError::DoesNotOpen)?;
        if *version != VERSION {
            return Err(KeyError::DoesNotOpen);
        }
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| KeyError::DoesNotOpen)?;
        let mut buffer = Zeroizing::new(body.to_vec());
        let length = self
            .0
            .open_in_place(nonce, Aad::from(aad), &mut buffer)
            .map_err(|_| KeyError::DoesNotOpen)?
            .len();
        buffer.truncate(length);
        Ok(buffer)
    }

    /// Opens what must be a key of 256 bits.
    pub(super) fn unwrap_key(&self, aad: &[u8], wrapped: &[u8]) -> Result<Bytes, KeyError> {
        let opened = self.open(aad, wrapped)?;
        let bytes: [u8; 32] = opened
            .as_slice()
            .try_into()
            .map_err(|_| KeyError::DoesNotOpen)?;
        Ok(Zeroizing::new(bytes))
    }
}
