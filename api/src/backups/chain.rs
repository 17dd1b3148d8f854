//! The keyed chain of a ledger: each digest covers what is said and everything before it.

use aws_lc_rs::hmac;
use domain::{backups::erased::Erased, text_enum::TextEnum as _};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A digest of the chain.
pub(super) type Link = [u8; 32];

/// Chains with the key of the installation.
pub(super) struct Chain(hmac::Key);

impl Chain {
    pub(super) fn new(key: &Zeroizing<[u8; 32]>) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key.as_slice()))
    }

    /// The digest with which a ledger begins.
    pub(super) fn begin(&self, ledger: Uuid) -> Link {
        self.link(&[b"ledger", ledger.as_bytes()])
    }

    /// The digest after one more erasure.
    pub(super) fn next(&self, before: &Link, position: u64, erased: &Erased) -> Link {
        self.link(&[
            before,
            &position.to_be_bytes(),
            erased.id.as_bytes(),
            erased.organization.as_bytes(),
            erased.subject.as_bytes(),
            erased.part.as_str().as_bytes(),
            &[0],
            erased.cause.as_str().as_bytes(),
            &[0],
            &erased.at.timestamp_micros().to_be_bytes(),
            &erased.marks,
        ])
    }

    fn link(&self, parts: &[&[u8]]) -> Link {
        let mut context = hmac::Context::with_key(&self.0);
        for part in parts {
            context.update(part);
        }
        let mut link = [0; 32];
        for (byte, signed) in link.iter_mut().zip(context.sign().as_ref()) {
            *byte = *signed;
        }
        link
    }
}
