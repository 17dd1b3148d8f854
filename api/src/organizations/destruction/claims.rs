//! Certificates, signed with the installation's own key (RFC 7515, compact form). They have a type of
//! their own, so that none passes for a receipt or an access token.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use domain::{
    category::Category,
    ids::{AuthorityEndId, SchoolId},
    organizations::destruction::{DestructionMethod, DestructionScope},
    rights::erasure::{ErasureFate, KeptBecause},
};
use persistence::organizations::destruction::CertificateFacts;
use serde::{Deserialize, Serialize};

use crate::accounts::receipts::ReceiptSigner;

/// The type that every certificate names.
const TYPE: &str = "destruction-certificate+jwt";

/// What a certificate says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CertificateClaims {
    /// Which installation destroyed.
    pub iss: String,
    /// The number of the certificate.
    pub jti: AuthorityEndId,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// The school.
    pub school_id: SchoolId,
    /// Of whom everything was destroyed.
    pub scope: DestructionScope,
    /// The rules by which it was.
    pub rules: Vec<String>,
    /// How.
    pub method: DestructionMethod,
    /// When the authority ended.
    pub ended_at: DateTime<Utc>,
    /// When the last of it was destroyed.
    pub destroyed_at: DateTime<Utc>,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// Students whose accounts were deleted.
    pub students_destroyed: i32,
    /// Students of another school, of whom only the rows of this school were deleted.
    pub students_shared: i32,
    /// Students who stay because of a hold or an open inspection.
    pub students_held: i32,
    /// What became of the rows of each category.
    pub lines: Vec<CertificateLine>,
}

/// What became of the rows of a category.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CertificateLine {
    /// The category.
    pub category: Category,
    /// What became of them.
    pub fate: ErasureFate,
    /// Why they stay, if they do.
    pub because: Option<KeptBecause>,
    /// How many there were.
    pub rows: i64,
}

/// The certificate, signed by the key that signs when it is issued; `None` if none does.
pub(crate) fn sign(signer: &ReceiptSigner, facts: &CertificateFacts) -> Option<String> {
    let lines = facts.lines.iter().map(|line| CertificateLine {
        category: line.category,
        fate: line.fate,
        because: line.because,
        rows: line.rows,
    });
    let claims = CertificateClaims {
        iss: signer.issuer().to_owned(),
        jti: facts.id,
        iat: facts.issued_at.timestamp(),
        school_id: facts.school,
        scope: facts.scope,
        rules: facts.rules.map(str::to_owned).to_vec(),
        method: facts.method,
        ended_at: facts.ended_at,
        destroyed_at: facts.destroyed_at,
        issued_at: facts.issued_at,
        students_destroyed: facts.students_destroyed,
        students_shared: facts.students_shared,
        students_held: facts.students_held,
        lines: lines.collect(),
    };
    signer.sign_as(TYPE, facts.issued_at, &claims)
}

/// Reads what a certificate says that this installation kept. The signature is for those who get it.
pub(super) fn read(signed: &str) -> Option<CertificateClaims> {
    let payload = signed.split('.').nth(1)?;
    let json = URL_SAFE_NO_PAD.decode(payload).ok()?;
    serde_json::from_slice(&json).ok()
}
