//! Receipts of erasures, signed with the installation's own key (RFC 7515, compact form). They have a type
//! of their own, so that no receipt passes for an access token.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use domain::{
    category::Category,
    ids::ErasureReceiptId,
    rights::erasure::{ErasureFate, ErasureScope, KeptBecause},
};
use jsonwebtoken::{Algorithm, Header, encode};
use persistence::rights::erasure::{PlanLine, ReceiptFacts};
use serde::{Deserialize, Serialize};

use super::{access_token::AccessTokens, signing_keys::SigningKeys};

/// The type that every receipt names.
const TYPE: &str = "erasure-receipt+jwt";

/// What a receipt says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReceiptClaims {
    /// Which installation erased.
    pub iss: String,
    /// The number of the receipt.
    pub jti: ErasureReceiptId,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// How much was erased.
    pub scope: ErasureScope,
    /// The rules by which it was.
    pub rules: Vec<String>,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it was done.
    pub erased_at: DateTime<Utc>,
    /// What became of the rows of each category.
    pub lines: Vec<ReceiptLine>,
}

/// What became of the rows of a category.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// The category.
    pub category: Category,
    /// What became of them.
    pub fate: ErasureFate,
    /// Why they stay, if they do.
    pub because: Option<KeptBecause>,
    /// How many there were.
    pub rows: i64,
}

impl From<&PlanLine> for ReceiptLine {
    fn from(line: &PlanLine) -> Self {
        Self {
            category: line.category,
            fate: line.fate,
            because: line.because,
            rows: line.rows,
        }
    }
}

/// Signs receipts.
#[derive(Clone, Debug)]
pub struct ReceiptSigner {
    issuer: String,
    keys: SigningKeys,
}

impl ReceiptSigner {
    /// Signs with the keys of access tokens, which the installation publishes.
    pub fn of(tokens: &AccessTokens) -> Self {
        Self {
            issuer: tokens.issuer().to_owned(),
            keys: tokens.keys(),
        }
    }

    /// The receipt, signed by the key that signs when it is issued; `None` if none does.
    pub fn sign(&self, facts: &ReceiptFacts) -> Option<String> {
        let claims = ReceiptClaims {
            iss: self.issuer.clone(),
            jti: facts.id,
            iat: facts.erased_at.timestamp(),
            scope: facts.scope,
            rules: facts.rules.map(str::to_owned).to_vec(),
            requested_at: facts.requested_at,
            erased_at: facts.erased_at,
            lines: facts.lines.iter().map(ReceiptLine::from).collect(),
        };
        self.sign_as(TYPE, facts.erased_at, &claims)
    }

    /// Which installation signs.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Claims of a type, signed by the key that signs at an instant; `None` if none does.
    pub fn sign_as(&self, typ: &str, at: DateTime<Utc>, claims: &impl Serialize) -> Option<String> {
        let key = self.keys.signing(at)?;
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(typ.to_owned());
        header.kid = Some(key.id().to_owned());
        encode(&header, claims, key.encoding()).ok()
    }
}

/// Reads what a receipt says that this installation kept. The signature is for those who get it.
pub fn claims(signed: &str) -> Option<ReceiptClaims> {
    let payload = signed.split('.').nth(1)?;
    let json = URL_SAFE_NO_PAD.decode(payload).ok()?;
    serde_json::from_slice(&json).ok()
}
