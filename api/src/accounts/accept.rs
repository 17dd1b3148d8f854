//! `POST /v1/auth/invitations/accept`

use actix_web::{post, web::Data};
use domain::accounts::credentials::PersonKind;
use domain::text::DisplayName;
use persistence::{
    accounts::opaque_token::{OpaqueToken, TokenKind},
    staff::invitations::{self, Acceptance},
};
use secrecy::ExposeSecret;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    new_password,
    password_hashing::Asker,
    secret_text::SecretText,
    tokens_view::TokensView,
    typed::{DeviceToken, Typed},
    visitor::Visitor,
};
use crate::{
    app::Hallpass,
    http::{Answer, Body, Checked},
    problem::{ApiError, ProblemKind},
};

/// The acceptance of an invitation.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "token": "hpi_AAAAAAAAcACAAAAAAAAAAZ7mT2Qd0cG4uS1kJvXb9wYpLrEoNfHiAzVtBsDqCxWy",
    "password": "seven quiet otters drift",
    "display_name": "Mx. Rivera"
}))]
pub struct AcceptInvitationRequest {
    /// The token of the invitation.
    #[schema(
        value_type = String,
        min_length = 68,
        max_length = 68,
        pattern = "^hpi_[A-Za-z0-9_-]{64}$"
    )]
    pub token: Typed,
    /// The new password.
    #[schema(value_type = String, min_length = 15, max_length = 128, format = "password")]
    pub password: Typed,
    /// The display name, if it should differ from that in the invitation.
    #[validate(custom(function = crate::http::text))]
    pub display_name: Option<DisplayName>,
    /// What this device was told at its last sign-in, of whatever account.
    pub device_token: Option<DeviceToken>,
}

impl Checked for AcceptInvitationRequest {}

/// Accept an invitation
///
/// Activates the account with the chosen password and signs its owner in. An invitation is valid
/// once, for seven days.
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
    request_body = AcceptInvitationRequest,
    responses((status = OK, description = "The account is active, and its owner is signed in", body = TokensView)),
)]
#[post("/v1/auth/invitations/accept")]
pub async fn accept_invitation(
    visitor: Visitor,
    body: Body<AcceptInvitationRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let token = OpaqueToken::read(TokenKind::Invitation, body.token.expose_secret())
        .ok_or(ProblemKind::InvitationRefused)?;
    let sought = token.clone();
    let expected_words = hallpass
        .read_in(token.organization(), visitor, move |tx| {
            Ok(invitations::expected_words_of(tx, &sought)?)
        })
        .await?
        .ok_or(ProblemKind::InvitationRefused)?;
    let password = SecretText::password(&body.password);
    let (limits, hasher) = (hallpass.limits(), hallpass.hasher());
    let asker = Asker::author(token.organization(), &token.reveal(), limits);
    new_password::check(hasher, asker, "/password", &password, &expected_words).await?;
    let mint = hallpass.mint().as_ref();
    let acceptance = Acceptance {
        password_hash: hasher
            .hash(PersonKind::Adult, password, mint, asker)
            .await?,
        display_name: body.display_name.clone().map(String::from),
        device: body.device_token.as_ref().and_then(DeviceToken::read),
    };
    let signed_in = hallpass
        .write_in(token.organization(), visitor, move |tx| {
            Ok(invitations::accept(
                tx,
                &token,
                &acceptance,
                visitor.client,
            )?)
        })
        .await?
        .ok_or(ProblemKind::InvitationRefused)?;
    TokensView::answer(&hallpass, &signed_in, visitor.transport)
}
