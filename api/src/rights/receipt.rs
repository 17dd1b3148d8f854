//! `GET /v1/erasure-receipts/{erasure_receipt_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{ErasureReceiptId, PLATFORM},
    rights::erasure::ErasureScope,
};
use persistence::rights::erasure;
use serde::Serialize;
use utoipa::ToSchema;

use super::plan::ErasureLineView;
use crate::{
    accounts::{Visitor, receipts::claims},
    app::Hallpass,
    http::Answer,
    problem::ApiError,
};

/// What proves an erasure. It says nothing about anybody.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasureReceiptView {
    /// Its number.
    pub id: ErasureReceiptId,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// How much was erased.
    pub scope: ErasureScope,
    /// The rules by which it was.
    #[schema(max_items = 16, max_length = 16, pattern = "^[A-Z]+-[0-9]+$", example = json!(["RTS-04"]))]
    pub rules: Vec<String>,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it was done.
    pub erased_at: DateTime<Utc>,
    /// What became of the rows of each category.
    #[schema(max_items = 100)]
    pub lines: Vec<ErasureLineView>,
    /// The same, signed with the key of the installation that signs access tokens (RFC 7515, compact form;
    /// EdDSA). Its `typ` is `erasure-receipt+jwt`. Keep it with the public key.
    #[schema(
        max_length = 16_384,
        pattern = r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$",
        example = "eyJhbGciOiJFZERTQSJ9.eyJzY29wZSI6ImFjY291bnQifQ.c2lnbmF0dXJl"
    )]
    pub signed: String,
}

/// Show the receipt of an erasure
///
/// Rules and counts of an erasure that was done, signed, for whoever has its number. Nobody is named in it.
#[utoipa::path(
    tag = "rights",
    params(("erasure_receipt_id" = Uuid, Path, description = "The number of the receipt")),
    responses((status = OK, description = "The receipt", body = ErasureReceiptView)),
)]
#[get("/v1/erasure-receipts/{erasure_receipt_id}")]
pub async fn show_erasure_receipt(
    visitor: Visitor,
    receipt: Path<ErasureReceiptId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let receipt = *receipt;
    let kept = hallpass
        .read_in(PLATFORM, visitor, move |tx| {
            Ok(erasure::show_receipt(tx, receipt)?)
        })
        .await?
        .ok_or(ApiError::NOT_FOUND)?;
    let said = claims(&kept.signed).ok_or(ApiError::Internal("a receipt reads back"))?;
    let lines = said.lines.into_iter().map(|line| ErasureLineView {
        category: line.category,
        fate: line.fate,
        because: line.because,
        rows: line.rows,
    });
    Answer::ok(&ErasureReceiptView {
        id: kept.id,
        issued_at: kept.issued_at,
        scope: said.scope,
        rules: said.rules,
        requested_at: said.requested_at,
        erased_at: said.erased_at,
        lines: lines.collect(),
        signed: kept.signed,
    })
}
