//! `POST /v1/guardians`

use actix_web::{post, web::Data};
use domain::{
    accounts::credentials::PersonKind,
    text::{DisplayName, EmailAddress, FamilyName, GivenName, display_name_of_adult},
};
use persistence::{
    accounts::opaque_token::{OpaqueToken, TokenKind},
    guardians::{self, NewGuardian},
};
use secrecy::ExposeSecret;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    accounts::{Asker, DeviceToken, SecretText, TokensView, Typed, Visitor, new_password},
    app::Hallpass,
    http::{Answer, Body, Checked},
    organizations::checks::read_adult_email,
    problem::{ApiError, ProblemKind},
};

/// A guardian who opens an account.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "hpp_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA",
    "email": "noor.haddad@example.org",
    "password": "seven quiet otters drift",
    "given_name": "Noor",
    "family_name": "Haddad"
}))]
pub struct RegisterGuardianRequest {
    /// The code that the school handed out.
    #[schema(
        value_type = String,
        min_length = 68,
        max_length = 68,
        pattern = "^hpp_[A-Za-z0-9_-]{64}$"
    )]
    pub code: Typed,
    /// The address with which the guardian signs in.
    #[validate(custom(function = crate::http::text))]
    pub email: EmailAddress,
    /// The guardian's password.
    #[schema(value_type = String, min_length = 15, max_length = 128, format = "password")]
    pub password: Typed,
    /// The guardian's given name.
    #[validate(custom(function = crate::http::text))]
    pub given_name: GivenName,
    /// The guardian's family name.
    #[validate(custom(function = crate::http::text))]
    pub family_name: FamilyName,
    /// How others see the guardian; made from the names if absent.
    #[validate(custom(function = crate::http::text))]
    pub display_name: Option<DisplayName>,
    /// What this device was told at its last sign-in, of whatever account.
    pub device_token: Option<DeviceToken>,
}

impl Checked for RegisterGuardianRequest {}

/// Register as a guardian
///
/// Opens an account for an adult to whom the school handed a pairing code, makes them the student's
/// guardian, and signs them in. A person who has an account in the district signs in and uses
/// `POST /v1/me/guardianships` instead: with an address that has one, the code opens nothing and is used
/// up.
#[utoipa::path(
    tag = "guardians",
    request_body = RegisterGuardianRequest,
    responses((status = OK, description = "The guardian is signed in", body = TokensView)),
)]
#[post("/v1/guardians")]
pub async fn register_guardian(
    visitor: Visitor,
    body: Body<RegisterGuardianRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let email = read_adult_email("/email", &body.email)?;
    let token = OpaqueToken::read(TokenKind::Pairing, body.code.expose_secret())
        .ok_or(ProblemKind::PairingRefused)?;
    let sought = token.clone();
    let pairs = hallpass
        .read_in(token.organization(), visitor, move |tx| {
            Ok(guardians::still_pairs(tx, &sought)?)
        })
        .await?;
    if !pairs {
        return Err(ProblemKind::PairingRefused.into());
    }
    let (given_name, family_name) = (body.given_name.as_str(), body.family_name.as_str());
    let expected_words = [email.as_str(), given_name, family_name].map(str::to_owned);
    let password = SecretText::password(&body.password);
    let (limits, hasher) = (hallpass.limits(), hallpass.hasher());
    let asker = Asker::author(token.organization(), &token.reveal(), limits);
    new_password::check(hasher, asker, "/password", &password, &expected_words).await?;
    let mint = hallpass.mint().as_ref();
    let new = NewGuardian {
        password_hash: hasher
            .hash(PersonKind::Adult, password, mint, asker)
            .await?,
        display_name: body.display_name.clone().map_or_else(
            || display_name_of_adult(given_name, family_name),
            String::from,
        ),
        given_name: given_name.to_owned(),
        family_name: family_name.to_owned(),
        email,
        device: body.device_token.as_ref().and_then(DeviceToken::read),
    };
    let signed_in = hallpass
        .write_in(token.organization(), visitor, move |tx| {
            let client = visitor.client;
            Ok(guardians::redeem_with_new_account(
                tx, &token, &new, client,
            )?)
        })
        .await?
        .ok_or(ProblemKind::PairingRefused)?;
    Answer::ok(&TokensView::of(&hallpass, &signed_in)?)
}
