//! `POST /v1/auth/refresh`

use actix_web::{post, web::Data};
use persistence::accounts::{
    opaque_token::{OpaqueToken, TokenKind},
    refresh,
};
use secrecy::ExposeSecret;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{tokens_view::TokensView, typed::Typed, visitor::Visitor};
use crate::{
    app::Hallpass,
    http::{Answer, Body, Checked},
    problem::{ApiError, ProblemKind},
};

/// A refresh token that is to be exchanged.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "refresh_token": "hpr_AAAAAAAAcACAAAAAAAAAAZ7mT2Qd0cG4uS1kJvXb9wYpLrEoNfHiAzVtBsDqCxWy"
}))]
pub struct RefreshRequest {
    /// The token of the last sign-in or refresh.
    #[schema(
        value_type = String,
        min_length = 68,
        max_length = 68,
        pattern = "^hpr_[A-Za-z0-9_-]{64}$"
    )]
    pub refresh_token: Typed,
}

impl Checked for RefreshRequest {}

/// Refresh a session
///
/// Exchanges a refresh token for new tokens. A refresh token is valid once. A client that did not
/// receive the answer gets the same successor if it repeats the request within 30 seconds, provided
/// the successor has not been used; any other reuse ends the session (RFC 9700 §4.14.2).
#[utoipa::path(
    tag = "accounts",
    request_body = RefreshRequest,
    responses((status = OK, description = "New tokens", body = TokensView)),
)]
#[post("/v1/auth/refresh")]
pub async fn refresh_session(
    visitor: Visitor,
    body: Body<RefreshRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let presented = OpaqueToken::read(TokenKind::Refresh, body.refresh_token.expose_secret())
        .ok_or(ProblemKind::RefreshTokenRefused)?;
    // A refusal may have ended the session, which is to be committed: it is an outcome, no error.
    let refreshed = hallpass
        .write_in(presented.organization(), visitor, move |tx| {
            Ok(refresh::refresh(tx, &presented, visitor.client)?)
        })
        .await?
        .ok_or(ProblemKind::RefreshTokenRefused)?;
    Answer::ok(&TokensView::of(&hallpass, &refreshed)?)
}
