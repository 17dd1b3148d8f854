//! A certificate as administrators see it.

use chrono::{DateTime, Utc};
use domain::{
    ids::AuthorityEndId,
    organizations::destruction::{DestructionMethod, DestructionScope},
};
use persistence::organizations::destruction::SignedCertificate;
use serde::Serialize;
use utoipa::ToSchema;

use super::claims::read;
use crate::{problem::ApiError, rights::ErasureLineView};

/// What proves that data was destroyed because a school's authority ended. It names no person.
#[derive(Debug, Serialize, ToSchema)]
pub struct DestructionCertificateView {
    /// Its number.
    pub id: AuthorityEndId,
    /// Of whom everything was destroyed.
    pub scope: DestructionScope,
    /// The rules by which it was.
    #[schema(max_items = 16, max_length = 16, pattern = "^[A-Z]+-[0-9]+$", example = json!(["RET-05"]))]
    pub rules: Vec<String>,
    /// How.
    pub method: DestructionMethod,
    /// When the authority ended.
    pub ended_at: DateTime<Utc>,
    /// When the last of it was destroyed.
    pub destroyed_at: DateTime<Utc>,
    /// When the certificate was issued.
    pub issued_at: DateTime<Utc>,
    /// Students whose accounts were deleted.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 412)]
    pub students_destroyed: i32,
    /// Students of another school too, of whom only the rows of this school were deleted.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 3)]
    pub students_shared: i32,
    /// Students who stay because of a hold or an open inspection; another certificate follows when they
    /// are deleted.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 0)]
    pub students_held: i32,
    /// What became of the rows of each category.
    #[schema(max_items = 100)]
    pub lines: Vec<ErasureLineView>,
    /// The same, signed with the key of the installation that signs access tokens (RFC 7515, compact form;
    /// EdDSA). Its `typ` is `destruction-certificate+jwt`. Keep it with the public key.
    #[schema(
        max_length = 16_384,
        pattern = r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$",
        example = "eyJhbGciOiJFZERTQSJ9.eyJzY29wZSI6InNjaG9vbCJ9.c2lnbmF0dXJl"
    )]
    pub signed: String,
}

impl DestructionCertificateView {
    /// The certificate, read back.
    ///
    /// # Errors
    /// If it does not read back.
    pub(super) fn of(kept: SignedCertificate) -> Result<Self, ApiError> {
        let said = read(&kept.signed).ok_or(ApiError::Internal("a certificate reads back"))?;
        let lines = said.lines.into_iter().map(|line| ErasureLineView {
            category: line.category,
            fate: line.fate,
            because: line.because,
            rows: line.rows,
        });
        Ok(Self {
            id: kept.id,
            scope: said.scope,
            rules: said.rules,
            method: said.method,
            ended_at: said.ended_at,
            destroyed_at: said.destroyed_at,
            issued_at: said.issued_at,
            students_destroyed: said.students_destroyed,
            students_shared: said.students_shared,
            students_held: said.students_held,
            lines: lines.collect(),
            signed: kept.signed,
        })
    }
}
