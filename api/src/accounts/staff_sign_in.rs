//! `POST /v1/auth/sign-in`

use actix_web::{post, web::Data};
use domain::text::{EmailAddress, TypedOrganization};
use persistence::accounts::sign_in::Claim;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    secret_text::SecretText,
    signing_in,
    tokens_view::TokensView,
    typed::{DeviceToken, Typed},
    visitor::Visitor,
};
use crate::{
    app::Hallpass,
    http::{Answer, Body, Checked},
    organizations::checks::read_adult_email,
    problem::ApiError,
};

/// The credentials of a member of staff.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "organization": "maple",
    "email": "rivera@example.edu",
    "password": "seven quiet otters drift"
}))]
pub struct SignInRequest {
    /// The short name of their organization; operators of the platform say `hallpass`.
    #[validate(custom(function = crate::http::text))]
    pub organization: TypedOrganization,
    /// Their e-mail address.
    #[validate(custom(function = crate::http::text))]
    pub email: EmailAddress,
    /// Their password.
    #[schema(value_type = String, min_length = 1, max_length = 512, format = "password")]
    pub password: Typed,
    /// What this device was told at its last sign-in, of whatever account.
    pub device_token: Option<DeviceToken>,
}

impl Checked for SignInRequest {}

/// Sign in as a member of staff
///
/// The answer does not say which of the three values is wrong. After five consecutive failures
/// further tries have to wait for a period that grows with each failure; an hour without failures
/// resets the count. After fifty failures without a success the account opens only on devices on
/// which it was signed in to before, until it is signed in to there or an administrator resets the
/// credential. Devices are told by `device_token`.
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
    request_body = SignInRequest,
    responses((status = OK, description = "Signed in", body = TokensView)),
)]
#[post("/v1/auth/sign-in")]
pub async fn sign_in(
    visitor: Visitor,
    body: Body<SignInRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let email = read_adult_email("/email", &body.email)?;
    let claim = Claim::Staff {
        organization: body.organization.as_str().to_lowercase(),
        email: email.as_str().to_owned(),
        device: body.device_token.as_ref().and_then(DeviceToken::read),
    };
    let password = SecretText::password(&body.password);
    signing_in::sign_in(&hallpass, visitor, claim, password).await
}
