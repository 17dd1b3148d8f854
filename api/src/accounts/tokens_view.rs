//! The tokens of a new or refreshed session.

use chrono::{DateTime, Utc};
use persistence::accounts::refresh::SignedIn;
use secrecy::ExposeSecret;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    access_token::Bearer,
    refresh_cookie::{self, TokenTransport},
};
use crate::{app::Hallpass, http::Answer, problem::ApiError};

/// Tokens of a session (RFC 6749 §5.1).
#[derive(Serialize, ToSchema)]
pub struct TokensView {
    /// The token for requests, in `Authorization: Bearer`.
    #[schema(
        max_length = 2048,
        pattern = r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$",
        example = "eyJ0eXAiOiJhdCtqd3QifQ.eyJzdWIiOiIwMTk5NmIzYyJ9.c2lnbmF0dXJl"
    )]
    pub access_token: String,
    /// How the access token is used.
    #[schema(max_length = 6, pattern = "^Bearer$", example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds until the access token expires.
    #[schema(minimum = 0, maximum = 600, example = 600)]
    pub expires_in: i64,
    /// The refresh token. Opaque, and valid once. `null` if it is in the cookie.
    #[schema(
        max_length = 68,
        pattern = "^hpr_[A-Za-z0-9_-]{64}$",
        example = "hpr_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
    )]
    pub refresh_token: Option<String>,
    /// When the session expires unless it is refreshed before.
    pub refresh_expires_at: DateTime<Utc>,
    /// Tells this device at later sign-ins. Keep it where it outlasts signing out, in place of the
    /// one before, and send it with the next sign-in, of whatever account. It gives no access.
    /// `null` after a refresh or a change of password: the device keeps the one that it has.
    #[schema(
        max_length = 68,
        pattern = "^hpd_[A-Za-z0-9_-]{64}$",
        example = "hpd_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
    )]
    pub device_token: Option<String>,
}

impl TokensView {
    /// Answers with the tokens of a session that has just begun or was refreshed.
    pub(super) fn answer(
        hallpass: &Hallpass,
        signed_in: &SignedIn,
        transport: TokenTransport,
    ) -> Result<Answer, ApiError> {
        let mut view = Self::of(hallpass, signed_in)?;
        match (transport, view.refresh_token.take()) {
            (TokenTransport::Cookie, Some(token)) => {
                let until = view.refresh_expires_at;
                let cookie = refresh_cookie::holding(&token, until, hallpass.now());
                Ok(Answer::ok(&view)?.with_cookie(cookie))
            }
            (_, token) => {
                view.refresh_token = token;
                Answer::ok(&view)
            }
        }
    }

    /// The tokens of a session that has just begun or was refreshed.
    ///
    /// # Errors
    /// If the access token cannot be made.
    pub(crate) fn of(hallpass: &Hallpass, signed_in: &SignedIn) -> Result<Self, ApiError> {
        let now = hallpass.now();
        let bearer = Bearer {
            user: signed_in.user,
            session: signed_in.session,
            organization: signed_in.refresh_token.organization(),
            epoch: signed_in.epoch,
        };
        let issued = hallpass
            .access_tokens()
            .issue(bearer, hallpass.mint().as_ref(), now)
            .map_err(|_| ApiError::Internal("failed to issue an access token"))?;
        Ok(Self {
            access_token: issued.token.expose_secret().to_owned(),
            token_type: "Bearer",
            expires_in: issued.expires_at.signed_duration_since(now).num_seconds(),
            refresh_token: Some(signed_in.refresh_token.reveal().to_string()),
            refresh_expires_at: signed_in.refresh_expires_at,
            device_token: signed_in
                .device_token
                .as_ref()
                .map(|token| token.reveal().to_string()),
        })
    }
}
