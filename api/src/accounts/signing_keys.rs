//! The Ed25519 keys of access tokens (RFC 8037) and the set in which they are published.

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    digest::{SHA256, digest},
    error::KeyRejected,
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use domain::{
    accounts::signing_keys::{KeyDates, Phase, phase},
    mint::Mint,
};
use jsonwebtoken::{DecodingKey, EncodingKey};
use secrecy::{ExposeSecret, SecretSlice};
use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;
use zeroize::Zeroizing;

/// A stored key is not a PKCS#8 Ed25519 key, or could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is not an Ed25519 key")]
pub struct NotAKey;

impl From<KeyRejected> for NotAKey {
    fn from(_: KeyRejected) -> Self {
        Self
    }
}

/// One key pair and its dates.
pub struct SigningKey {
    id: String,
    public: String,
    dates: KeyDates,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl SigningKey {
    /// Makes a private key, as PKCS#8, to be sealed and stored.
    pub fn generate(mint: &dyn Mint) -> Result<SecretSlice<u8>, NotAKey> {
        let mut seed = Zeroizing::new([0; 32]);
        mint.fill(seed.as_mut_slice());
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice())?;
        let pkcs8 = pair.to_pkcs8().map_err(|_| NotAKey)?;
        Ok(pkcs8.as_ref().to_vec().into())
    }

    /// Reads a stored private key. Its id is the thumbprint of its public half (RFC 7638), so the
    /// two cannot be mixed up.
    pub fn read(pkcs8: &SecretSlice<u8>, dates: KeyDates) -> Result<Self, NotAKey> {
        let pkcs8 = pkcs8.expose_secret();
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8)?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key());
        let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{public}"}}"#);
        Ok(Self {
            id: URL_SAFE_NO_PAD.encode(digest(&SHA256, canonical.as_bytes())),
            dates,
            encoding: EncodingKey::from_ed_der(pkcs8),
            decoding: DecodingKey::from_ed_components(&public).map_err(|_| NotAKey)?,
            public,
        })
    }

    /// The key's id, as the header of its tokens names it (`kid`).
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its public half: 32 bytes.
    pub(super) fn public_key(&self) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(&self.public).unwrap_or_default()
    }

    pub(super) const fn encoding(&self) -> &EncodingKey {
        &self.encoding
    }

    pub(super) const fn decoding(&self) -> &DecodingKey {
        &self.decoding
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("id", &self.id)
            .field("dates", &self.dates)
            .finish_non_exhaustive()
    }
}

/// All keys that an instance knows. Cheap to clone; a change of keys is a new set.
#[derive(Clone, Debug, Default)]
pub struct SigningKeys(Arc<[SigningKey]>);

impl SigningKeys {
    /// A set of keys. Retired and revoked ones do no harm in it.
    pub fn new(keys: Vec<SigningKey>) -> Self {
        Self(keys.into())
    }

    /// The key that signs now: the youngest that is active.
    pub fn signing(&self, now: DateTime<Utc>) -> Option<&SigningKey> {
        self.0
            .iter()
            .filter(|key| phase(&key.dates, now) == Phase::Active)
            .max_by_key(|key| key.dates.activates_at)
    }

    /// The key with this id, if what it signed is accepted now.
    pub fn verifying(&self, id: &str, now: DateTime<Utc>) -> Option<&SigningKey> {
        self.0
            .iter()
            .find(|key| key.id == id)
            .filter(|key| phase(&key.dates, now).verifies())
    }

    /// The public keys, oldest first.
    pub fn published(&self, now: DateTime<Utc>) -> JsonWebKeySet {
        let mut keys: Vec<_> = self
            .0
            .iter()
            .filter(|key| phase(&key.dates, now).verifies())
            .collect();
        keys.sort_by_key(|key| key.dates.activates_at);
        JsonWebKeySet {
            keys: keys.into_iter().map(JsonWebKey::of).collect(),
        }
    }
}

/// The published keys (RFC 7517 §5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct JsonWebKeySet {
    /// The keys: those that sign, that will, and whose tokens are still accepted.
    #[schema(max_items = 16)]
    pub keys: Vec<JsonWebKey>,
}

/// One published key (RFC 8037 §2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct JsonWebKey {
    /// The family of keys.
    #[schema(max_length = 8, pattern = "^OKP$", example = "OKP")]
    pub kty: &'static str,
    /// The curve.
    #[schema(max_length = 8, pattern = "^Ed25519$", example = "Ed25519")]
    pub crv: &'static str,
    /// The public key, in base64url.
    #[schema(
        max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    )]
    pub x: String,
    /// The key's id: its thumbprint (RFC 7638).
    #[schema(
        max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    )]
    pub kid: String,
    /// What it is for: signatures.
    #[serde(rename = "use")]
    #[schema(max_length = 8, pattern = "^sig$", example = "sig")]
    pub purpose: &'static str,
    /// The algorithm.
    #[schema(max_length = 8, pattern = "^EdDSA$", example = "EdDSA")]
    pub alg: &'static str,
}

impl JsonWebKey {
    fn of(key: &SigningKey) -> Self {
        Self::new(key.public.clone(), key.id.clone())
    }

    fn new(x: String, kid: String) -> Self {
        Self {
            kty: "OKP",
            crv: "Ed25519",
            x,
            kid,
            purpose: "sig",
            alg: "EdDSA",
        }
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::Ed25519KeyPair;
    use chrono::{DateTime, TimeDelta, Utc};
    use domain::accounts::signing_keys::{KeyDates, immediate_dates, successor_dates};
    use jsonwebtoken::jwk::{JwkSet, ThumbprintHash};

    use super::{SigningKey, SigningKeys};
    use crate::accounts::seeded_mint::SeededMint;

    fn bell() -> DateTime<Utc> {
        "2026-09-01T08:00:00Z".parse().unwrap()
    }

    fn key(mint: &SeededMint, dates: KeyDates) -> SigningKey {
        SigningKey::read(&SigningKey::generate(mint).unwrap(), dates).unwrap()
    }

    #[test]
    fn a_successor_is_published_before_it_signs_and_the_old_key_verifies_after() {
        let mint = SeededMint::default();
        let old = key(&mint, immediate_dates(bell()));
        let new = key(&mint, successor_dates(bell()));
        let (old_id, new_id) = (old.id.clone(), new.id.clone());
        let keys = SigningKeys::new(vec![new, old]);

        let today = bell() + TimeDelta::hours(23);
        assert_eq!(keys.signing(today).unwrap().id(), old_id);
        assert!(keys.verifying(&new_id, today).is_some());
        let published = keys.published(today).keys;
        assert_eq!([&published[0].kid, &published[1].kid], [&old_id, &new_id]);

        let tomorrow = bell() + TimeDelta::hours(24);
        assert_eq!(keys.signing(tomorrow).unwrap().id(), new_id);
        assert!(keys.verifying(&old_id, tomorrow).is_some());
    }

    #[test]
    fn a_revoked_key_neither_signs_nor_verifies_nor_is_published() {
        let lost = KeyDates {
            revoked_at: Some(bell()),
            ..immediate_dates(bell() - TimeDelta::days(1))
        };
        let key = key(&SeededMint::default(), lost);
        let id = key.id.clone();
        let keys = SigningKeys::new(vec![key]);
        assert!(keys.signing(bell()).is_none());
        assert!(keys.verifying(&id, bell()).is_none());
        assert!(keys.published(bell()).keys.is_empty());
    }

    #[test]
    fn the_published_set_is_read_by_other_peoples_software() {
        let mint = SeededMint::default();
        let keys = SigningKeys::new(vec![key(&mint, immediate_dates(bell()))]);
        let json = serde_json::to_string(&keys.published(bell())).unwrap();
        assert!(!json.contains("\"d\""), "no private half: {json}");
        let read: JwkSet = serde_json::from_str(&json).unwrap();
        assert_eq!(
            read.keys[0].thumbprint(ThumbprintHash::SHA256).unwrap(),
            keys.signing(bell()).unwrap().id()
        );
    }

    #[test]
    fn a_key_that_is_no_key_is_refused() {
        let dates = immediate_dates(bell());
        for bytes in [vec![], vec![0; 32], vec![0x30; 85]] {
            assert!(SigningKey::read(&bytes.into(), dates).is_err());
        }
        let pair = Ed25519KeyPair::from_seed_unchecked(&[1; 32]).unwrap();
        let pkcs8 = pair.to_pkcs8().unwrap().as_ref().to_vec();
        assert!(SigningKey::read(&pkcs8.into(), dates).is_ok());
    }
}
