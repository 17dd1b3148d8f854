//! `POST /v1/account-recovery`

use actix_web::{post, web::Data};
use persistence::{
    accounts::opaque_token::{OpaqueToken, TokenKind},
    rights::erasure,
};
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::undo::refused;
use crate::{
    accounts::{Typed, Visitor},
    app::Hallpass,
    http::{Answer, Body, Checked},
    problem::ApiError,
};

/// The code of the message that says that an account is being deleted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(
    value_type = String,
    min_length = 68,
    max_length = 68,
    pattern = "^hpu_[A-Za-z0-9_-]{64}$",
    example = "hpu_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
)]
pub struct RecoveryCode(Typed);

/// What restores an account.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecoverAccountRequest {
    /// The code.
    pub code: RecoveryCode,
}

impl Checked for RecoverAccountRequest {}

/// Recover an account
///
/// Restores the account of an adult that is being deleted, by the code of the message about it: once,
/// within 30 days. The password is as it was, and everybody is signed out. Work for a school does not come
/// back with it: the school gives it again.
#[utoipa::path(
    tag = "rights",
    request_body = RecoverAccountRequest,
    responses(
        (status = NO_CONTENT, description = "The account is restored"),
        (status = CONFLICT, description = "It cannot be restored any more"),
    ),
)]
#[post("/v1/account-recovery")]
pub async fn recover_account(
    visitor: Visitor,
    body: Body<RecoverAccountRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let code = OpaqueToken::read(TokenKind::Recovery, body.code.0.expose_secret())
        .ok_or(ApiError::NOT_FOUND)?;
    hallpass
        .write_in(
            code.organization(),
            visitor,
            move |tx| match erasure::recover(tx, &code)? {
                None => Err(ApiError::NOT_FOUND),
                Some(Err(refusal)) => Err(refused(refusal)),
                Some(Ok(())) => Ok(Answer::no_content()),
            },
        )
        .await
}
