//! `POST /v1/auth/sign-in`

use actix_web::{post, web::Data};
use domain::accounts::emails::EmailRecipient;
use persistence::accounts::sign_in::Claim;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    secret_text::SecretText, signing_in, tokens_view::TokensView, typed::Typed, visitor::Visitor,
};
use crate::{
    app::Hallpass,
    http::{Answer, Body, Checked},
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
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, pattern = r"^\S(.*\S)?$")]
    pub organization: String,
    /// Their e-mail address.
    #[validate(length(min = 1, max = 254))]
    #[schema(min_length = 1, max_length = 254, format = "email")]
    pub email: String,
    /// Their password.
    #[schema(value_type = String, min_length = 1, max_length = 512, format = "password")]
    pub password: Typed,
}

impl Checked for SignInRequest {}

/// Sign in as a member of staff
///
/// The answer does not say which of the three values is wrong. After five consecutive failures the
/// account is locked for a period that grows with each further failure; an hour without failures
/// resets the count. After fifty failures without a success an administrator has to reset the
/// credential.
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
    let email = EmailRecipient::of_adult(&body.email)
        .map_err(|_| ApiError::field("/email", "malformed", "is not an e-mail address"))?;
    let claim = Claim::Staff {
        organization: body.organization.to_lowercase(),
        email: email.as_str().to_owned(),
    };
    let password = SecretText::password(&body.password);
    signing_in::sign_in(&hallpass, visitor, claim, password).await
}
