//! Signatures of documents: detached JWS (RFC 7515, appendix F) by the keys of the published set.
//!
//! The type in the header keeps them apart from access tokens (RFC 8725 §3.11): a token is of another
//! type, and neither passes for the other.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::signing_keys::SigningKeys;

const ALGORITHM: &str = "EdDSA";

/// Signs documents with the key of one instant.
#[derive(Clone, Debug)]
pub struct DocumentSigner {
    keys: SigningKeys,
    issuer: String,
    now: DateTime<Utc>,
}

/// The header of a signature: nothing else may be in it.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// The public keys by which signatures are checked: the published set, or one key of it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum PublicKeys {
    /// A set (RFC 7517 §5).
    Set {
        /// The keys.
        keys: Vec<PublicKey>,
    },
    /// One key.
    One(PublicKey),
}

/// A public key (RFC 8037 §2).
#[derive(Clone, Debug, Deserialize)]
pub struct PublicKey {
    kty: String,
    crv: String,
    x: String,
    kid: String,
}

/// No key signs now, or the signature could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the document could not be signed")]
pub struct NotSigned;

/// Why a signature is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadSignature {
    /// It is not of the form of a signature of such a document.
    #[error("the signature is malformed")]
    Malformed,
    /// None of the keys made it.
    #[error("the signature names a key that was not given")]
    UnknownKey,
    /// The document is not as it was signed.
    #[error("the document is not as it was signed")]
    Wrong,
}

impl DocumentSigner {
    pub(super) fn new(keys: SigningKeys, issuer: String, now: DateTime<Utc>) -> Self {
        Self { keys, issuer, now }
    }

    /// Who signs: the address under which the public keys are published.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The signature of a document of a type.
    ///
    /// # Errors
    /// If no key signs now, or the signature could not be made.
    pub fn sign(&self, typ: &str, document: &[u8]) -> Result<String, NotSigned> {
        let key = self.keys.signing(self.now).ok_or(NotSigned)?;
        let header = Header {
            alg: ALGORITHM.to_owned(),
            typ: typ.to_owned(),
            kid: key.id().to_owned(),
        };
        let header = serde_json::to_vec(&header).map_err(|_| NotSigned)?;
        let header = URL_SAFE_NO_PAD.encode(header);
        let signed = signed(&header, document);
        let signature = crypto::sign(signed.as_bytes(), key.encoding(), Algorithm::EdDSA)
            .map_err(|_| NotSigned)?;
        Ok(format!("{header}..{signature}"))
    }
}

/// Checks the signature of a document of a type by one of these keys: the id of the key.
///
/// # Errors
/// [`BadSignature`].
pub fn verify(
    keys: &PublicKeys,
    typ: &str,
    document: &[u8],
    signature: &str,
) -> Result<String, BadSignature> {
    let (header, rest) = signature.split_once('.').ok_or(BadSignature::Malformed)?;
    let signature = rest.strip_prefix('.').ok_or(BadSignature::Malformed)?;
    let json = URL_SAFE_NO_PAD
        .decode(header)
        .map_err(|_| BadSignature::Malformed)?;
    let read: Header = serde_json::from_slice(&json).map_err(|_| BadSignature::Malformed)?;
    if read.alg != ALGORITHM || read.typ != typ {
        return Err(BadSignature::Malformed);
    }
    let keys = match keys {
        PublicKeys::Set { keys } => keys.as_slice(),
        PublicKeys::One(key) => std::slice::from_ref(key),
    };
    let key = keys
        .iter()
        .find(|key| key.kid == read.kid && key.kty == "OKP" && key.crv == "Ed25519")
        .ok_or(BadSignature::UnknownKey)?;
    let key = DecodingKey::from_ed_components(&key.x).map_err(|_| BadSignature::UnknownKey)?;
    let signed = signed(header, document);
    match crypto::verify(signature, signed.as_bytes(), &key, Algorithm::EdDSA) {
        Ok(true) => Ok(read.kid),
        Ok(false) => Err(BadSignature::Wrong),
        Err(_) => Err(BadSignature::Malformed),
    }
}

fn signed(header: &str, document: &[u8]) -> String {
    format!("{header}.{}", URL_SAFE_NO_PAD.encode(document))
}
