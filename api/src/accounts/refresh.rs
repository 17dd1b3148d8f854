//! `POST /v1/auth/refresh`

use actix_web::{HttpRequest, post, web::Data};
use persistence::accounts::{
    opaque_token::{OpaqueToken, TokenKind},
    refresh,
};
use secrecy::ExposeSecret;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    refresh_cookie::{self, TokenTransport},
    tokens_view::TokensView,
    typed::Typed,
    visitor::Visitor,
};
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
    /// The token of the last sign-in or refresh, unless it is in the cookie.
    #[schema(
        value_type = Option<String>,
        min_length = 68,
        max_length = 68,
        pattern = "^hpr_[A-Za-z0-9_-]{64}$"
    )]
    pub refresh_token: Option<Typed>,
}

impl Checked for RefreshRequest {}

/// Refresh a session
///
/// Exchanges a refresh token for new tokens. A refresh token is valid once. A client that did not
/// receive the answer gets the same successor if it repeats the request within 30 seconds, provided
/// the successor has not been used; any other reuse ends the session (RFC 9700 §4.14.2).
///
/// With `X-Hallpass-Refresh: cookie` the token is read from the cookie, and the body is `{}`.
#[utoipa::path(
    tag = "accounts",
    params(
        (
            "X-Hallpass-Refresh" = inline(Option<String>),
            Header,
            description = "`cookie`: the refresh token is in the cookie `__Host-hallpass_refresh`, \
                and not in bodies. For pages of the server's own origin",
            max_length = 6,
            pattern = "^cookie$",
            example = "cookie",
        ),
    ),
    request_body = RefreshRequest,
    responses((status = OK, description = "New tokens", body = TokensView)),
)]
#[post("/v1/auth/refresh")]
pub async fn refresh_session(
    visitor: Visitor,
    request: HttpRequest,
    body: Body<RefreshRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let token = match (visitor.transport, &body.refresh_token) {
        (TokenTransport::Cookie, _) => refresh_cookie::token(request.headers()),
        (TokenTransport::Body, Some(token)) => Some(token.expose_secret()),
        (TokenTransport::Body, None) => return Err(missing()),
    };
    let presented = token
        .and_then(|token| OpaqueToken::read(TokenKind::Refresh, token))
        .ok_or(ProblemKind::RefreshTokenRefused)?;
    // A refusal may have ended the session, which is to be committed: it is an outcome, no error.
    let refreshed = hallpass
        .write_in(presented.organization(), visitor, move |tx| {
            Ok(refresh::refresh(tx, &presented, visitor.client)?)
        })
        .await?
        .ok_or(ProblemKind::RefreshTokenRefused)?;
    TokensView::answer(&hallpass, &refreshed, visitor.transport)
}

fn missing() -> ApiError {
    let says = "is required where the token is not in the cookie";
    ApiError::field("/refresh_token", "required", says)
}
