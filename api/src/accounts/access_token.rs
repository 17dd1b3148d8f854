//! Access tokens: signed JWTs of ten minutes (RFC 9068, RFC 8725, G-JWT).
//!
//! A token is read with the strictest grammar that ours fit in, by a key this server holds, against
//! the clock it is given. What a token says about where to find keys is not even looked at.

use std::sync::{PoisonError, RwLock};

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use domain::{
    accounts::{sessions::SessionEpoch, signing_keys::ACCESS_TOKEN_LIFE},
    ids::{OrganizationId, SessionId, UserId},
    mint::Mint,
};
use jsonwebtoken::{Algorithm, Header, Validation, decode, encode};
use moka::sync::Cache;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use super::{
    document_signature::DocumentSigner,
    signing_keys::{JsonWebKeySet, SigningKeys},
};

/// The type every access token names (RFC 9068 §2.1), so that no other JWT passes for one.
const TYPE: &str = "at+jwt";

/// How far another instance's clock may be ahead of ours. It softens `iat` and `nbf` alone: a token
/// never lives longer than it says.
const CLOCK_SKEW: TimeDelta = TimeDelta::seconds(5);

/// The longest text that is looked at, in bytes. Ours are about 700.
const LONGEST_TOKEN: usize = 2048;

/// How many verified tokens are remembered, so that their signatures need not be checked again.
const REMEMBERED: u64 = 20_000;

/// Whom a token speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The person.
    pub user: UserId,
    /// The session they signed in with.
    pub session: SessionId,
    /// Their organization.
    pub organization: OrganizationId,
    /// Their epoch when the token was made.
    pub epoch: SessionEpoch,
}

/// A token just made.
#[derive(Debug)]
pub struct IssuedToken {
    /// The token, for its bearer alone.
    pub token: SecretString,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// No token was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IssueError {
    /// No key signs now.
    #[error("no signing key is active")]
    NoActiveKey,
    /// The signature could not be made.
    #[error("the token could not be signed")]
    Unsigned,
}

/// Why a token is refused. All of them are one answer to the bearer: 401 `invalid_token`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidToken {
    /// It is not of the form of an access token.
    #[error("malformed")]
    Malformed,
    /// It names a key that is unknown, revoked, retired or not yet in use.
    #[error("unknown key")]
    UnknownKey,
    /// Its signature is wrong, or its claims are not exactly ours.
    #[error("not issued by this instance")]
    NotOurs,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// Its time has not come.
    #[error("not yet valid")]
    NotYetValid,
}

/// The header of an access token. Nothing else may be in it: no `crit`, `jku`, `jwk`, `x5u`, `b64`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenHeader {
    alg: String,
    typ: String,
    kid: String,
}

/// The claims of an access token: all of them, each of its type, and no others.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    org: Uuid,
    epoch: u32,
    jti: Uuid,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Makes and reads the access tokens of one issuer.
pub struct AccessTokens {
    issuer: String,
    audience: String,
    validation: Validation,
    keys: RwLock<SigningKeys>,
    verified: Cache<[u8; 32], Verified>,
}

/// A token whose signature was right.
#[derive(Clone)]
struct Verified {
    kid: String,
    claims: Claims,
}

impl AccessTokens {
    /// Makes and reads tokens from this issuer, for this audience, with these keys.
    pub fn new(issuer: String, audience: String, keys: SigningKeys) -> Self {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&issuer]);
        validation.set_audience(&[&audience]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
        // The library asks the system for the time; ours is given (invariant 5).
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self {
            issuer,
            audience,
            validation,
            keys: RwLock::new(keys),
            verified: Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_live(ACCESS_TOKEN_LIFE.to_std().unwrap_or_default())
                .build(),
        }
    }

    /// Uses these keys from now on. A key that is missing or revoked in them is refused with the
    /// next request, remembered tokens included.
    pub fn replace_keys(&self, keys: SigningKeys) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }

    /// The public keys.
    pub fn published_keys(&self, now: DateTime<Utc>) -> JsonWebKeySet {
        self.keys().published(now)
    }

    /// Signs documents at an instant, by the same keys.
    pub fn document_signer(&self, now: DateTime<Utc>) -> DocumentSigner {
        DocumentSigner::new(self.keys(), self.issuer.clone(), now)
    }

    /// Makes a token.
    pub fn issue(
        &self,
        bearer: Bearer,
        mint: &dyn Mint,
        now: DateTime<Utc>,
    ) -> Result<IssuedToken, IssueError> {
        let keys = self.keys();
        let key = keys.signing(now).ok_or(IssueError::NoActiveKey)?;
        // NumericDate has whole seconds; the token ends with the second it says.
        let issued_at = now.trunc_subsecs(0);
        let expires_at = issued_at + ACCESS_TOKEN_LIFE;
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: self.audience.clone(),
            sub: bearer.user.uuid(),
            sid: bearer.session.uuid(),
            org: bearer.organization.uuid(),
            epoch: bearer.epoch.0,
            jti: mint.id(now),
            iat: issued_at.timestamp(),
            nbf: issued_at.timestamp(),
            exp: expires_at.timestamp(),
        };
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.id().to_owned());
        let token = encode(&header, &claims, key.encoding()).map_err(|_| IssueError::Unsigned)?;
        Ok(IssuedToken {
            token: token.into(),
            expires_at,
        })
    }

    /// Reads a token. Whether its session still stands is another question, for the database.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Bearer, InvalidToken> {
        let mut fingerprint = [0; 32];
        fingerprint.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        if let Some(verified) = self.verified.get(&fingerprint) {
            self.keys()
                .verifying(&verified.kid, now)
                .ok_or(InvalidToken::UnknownKey)?;
            return bearer(&verified.claims, now);
        }
        let verified = self.read(token, now)?;
        let bearer = bearer(&verified.claims, now)?;
        self.verified.insert(fingerprint, verified);
        Ok(bearer)
    }

    /// Checks form, key and signature.
    fn read(&self, token: &str, now: DateTime<Utc>) -> Result<Verified, InvalidToken> {
        let header = header(token)?;
        let keys = self.keys();
        let key = keys
            .verifying(&header.kid, now)
            .ok_or(InvalidToken::UnknownKey)?;
        let claims = decode::<Claims>(token, key.decoding(), &self.validation)
            .map_err(|_| InvalidToken::NotOurs)?
            .claims;
        Ok(Verified {
            kid: header.kid,
            claims,
        })
    }

    /// Who issues them.
    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    pub(super) fn keys(&self) -> SigningKeys {
        self.keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Reads the header, if the text has the form of an access token. Header and claims are JSON
/// objects that begin with a name, so both begin with the same three letters; an array that would
/// fill the fields by position does not.
fn header(token: &str) -> Result<TokenHeader, InvalidToken> {
    if token.len() > LONGEST_TOKEN {
        return Err(InvalidToken::Malformed);
    }
    let mut parts = token.split('.');
    let (Some(header), Some(claims), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(InvalidToken::Malformed);
    };
    if !header.starts_with("eyJ") || !claims.starts_with("eyJ") {
        return Err(InvalidToken::Malformed);
    }
    let json = URL_SAFE_NO_PAD
        .decode(header)
        .map_err(|_| InvalidToken::Malformed)?;
    let header: TokenHeader = serde_json::from_slice(&json).map_err(|_| InvalidToken::Malformed)?;
    if header.alg == "EdDSA" && header.typ == TYPE {
        Ok(header)
    } else {
        Err(InvalidToken::Malformed)
    }
}

/// Whom the claims speak for, if this is their time.
fn bearer(claims: &Claims, now: DateTime<Utc>) -> Result<Bearer, InvalidToken> {
    let instant = |seconds| DateTime::from_timestamp(seconds, 0).ok_or(InvalidToken::NotOurs);
    let (issued_at, not_before, expires_at) = (
        instant(claims.iat)?,
        instant(claims.nbf)?,
        instant(claims.exp)?,
    );
    if expires_at.signed_duration_since(issued_at) > ACCESS_TOKEN_LIFE {
        return Err(InvalidToken::NotOurs);
    }
    if now >= expires_at {
        return Err(InvalidToken::Expired);
    }
    if issued_at.max(not_before).signed_duration_since(now) > CLOCK_SKEW {
        return Err(InvalidToken::NotYetValid);
    }
    Ok(Bearer {
        user: UserId::from_uuid(claims.sub),
        session: SessionId::from_uuid(claims.sid),
        organization: OrganizationId::from_uuid(claims.org),
        epoch: SessionEpoch(claims.epoch),
    })
}

#[cfg(test)]
mod tests;
