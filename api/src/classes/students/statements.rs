//! `GET /v1/attestation-statements`

use actix_web::get;
use domain::{
    organizations::attestation::{AttestationStatement, STATEMENT_VERSION, whole_text},
    text_enum::TextEnum as _,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{digest, http::Answer, problem::ApiError};

/// The statements that are confirmed before students are created.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttestationStatementsView {
    /// Their version.
    #[schema(minimum = 1, maximum = 65_535, format = "int32")]
    pub statement_version: u16,
    /// The SHA-256 of their texts, one a line, which is kept with an attestation.
    #[schema(
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    pub text_sha256: String,
    /// The statements.
    #[schema(max_items = 3)]
    pub statements: Vec<AttestationStatementView>,
}

/// A statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttestationStatementView {
    /// Its name.
    pub statement: AttestationStatement,
    /// What is confirmed, to be shown.
    #[schema(
        max_length = 300,
        pattern = r"^[^\n]*$",
        example = "I have, or my school has, permission to register each of these children."
    )]
    pub text: &'static str,
}

/// Show the statements of an attestation
///
/// What a member of staff confirms before creating students in a class.
#[utoipa::path(
    tag = "students",
    responses((status = OK, description = "The statements", body = AttestationStatementsView)),
)]
#[get("/v1/attestation-statements")]
pub async fn show_attestation_statements() -> Result<Answer, ApiError> {
    let statements = AttestationStatement::ALL.iter();
    let view = AttestationStatementsView {
        statement_version: STATEMENT_VERSION,
        text_sha256: digest::print(&digest::of(&whole_text())),
        statements: statements
            .map(|statement| AttestationStatementView {
                statement: *statement,
                text: statement.text(),
            })
            .collect(),
    };
    Ok(Answer::ok(&view)?.public())
}
