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
    typed::{self, Typed},
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
    /// The `device_token` that this device got at its last sign-in, of whatever account; absent on a
    /// device's first. With it, failed tries on other devices neither delay nor lock an account
    /// that was signed in to here before. One that is not known is ignored.
    #[schema(
        value_type = Option<String>,
        min_length = 68,
        max_length = 68,
        pattern = "^hpd_[A-Za-z0-9_-]{64}$",
        example = "hpd_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
    )]
    pub device_token: Option<Typed>,
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
        device: typed::device(body.device_token.as_ref()),
    };
    let password = SecretText::password(&body.password);
    signing_in::sign_in(&hallpass, visitor, claim, password).await
}
