//! `POST /v1/households`

use actix_web::{post, web::Data};
use domain::{
    accounts::credentials::PersonKind,
    countries::Country,
    ids::{OrganizationId, PLATFORM},
    mail::Language,
    organizations::time_zone,
    text::{
        CountryCode, DisplayName, EmailAddress, FamilyName, GivenName, OrganizationSlug,
        TimeZoneName, display_name_of_adult,
    },
};
use persistence::households::{self, NewHousehold};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    accounts::{Asker, DeviceToken, SecretText, TokensView, Typed, Visitor, new_password},
    app::Hallpass,
    http::{Answer, Body, Checked},
    organizations::checks::read_adult_email,
    problem::{ApiError, ProblemKind},
};

/// A parent who registers.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "email": "ada.diaz@example.org",
    "password": "seven quiet otters drift",
    "given_name": "Ada",
    "family_name": "Diaz",
    "country": "US",
    "language": "en",
    "time_zone": "America/Los_Angeles"
}))]
pub struct FoundHouseholdRequest {
    /// The parent's e-mail address: messages about consent go there.
    #[validate(custom(function = crate::http::text))]
    pub email: EmailAddress,
    /// The parent's password.
    #[schema(value_type = String, min_length = 15, max_length = 128, format = "password")]
    pub password: Typed,
    /// The parent's given name.
    #[validate(custom(function = crate::http::text))]
    pub given_name: GivenName,
    /// The parent's family name.
    #[validate(custom(function = crate::http::text))]
    pub family_name: FamilyName,
    /// How the children see the parent; made from the names if absent.
    #[validate(custom(function = crate::http::text))]
    pub display_name: Option<DisplayName>,
    /// Where the family lives.
    #[validate(custom(function = crate::http::text))]
    pub country: CountryCode,
    /// In which language messages come.
    pub language: Language,
    /// The time zone of the home.
    #[validate(custom(function = crate::http::text))]
    pub time_zone: TimeZoneName,
    /// What this device was told at its last sign-in, of whatever account.
    pub device_token: Option<DeviceToken>,
}

impl Checked for FoundHouseholdRequest {}

/// A household that was founded, and the session of its parent.
#[derive(Serialize, ToSchema)]
pub struct HouseholdFoundedView {
    /// The household.
    pub organization_id: OrganizationId,
    /// The short name with which the parent signs in, beside the address and the password.
    #[schema(value_type = OrganizationSlug)]
    pub slug: String,
    /// The parent's tokens.
    pub tokens: TokensView,
}

/// Found a household
///
/// Opens the account of an adult who is the parent of learners at home, and signs them in. Nothing
/// about a child is taken here. A child cannot register.
#[utoipa::path(
    tag = "households",
    request_body = FoundHouseholdRequest,
    responses((status = CREATED, description = "The household, and the tokens of its parent", body = HouseholdFoundedView)),
)]
#[post("/v1/households")]
pub async fn found_household(
    visitor: Visitor,
    body: Body<FoundHouseholdRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let email = read_adult_email("/email", &body.email)?;
    let (given_name, family_name) = (body.given_name.as_str(), body.family_name.as_str());
    let expected_words = [email.as_str(), given_name, family_name].map(str::to_owned);
    let password = SecretText::password(&body.password);
    let (limits, hasher) = (hallpass.limits(), hallpass.hasher());
    let asker = Asker::author(PLATFORM, email.as_str(), limits);
    new_password::check(hasher, asker, "/password", &password, &expected_words).await?;
    let mint = hallpass.mint().as_ref();
    let new = NewHousehold {
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
        country: Country::parse(body.country.as_str()).map_err(|_| ProblemKind::InvalidFields)?,
        language: body.language,
        time_zone: time_zone::parse(body.time_zone.as_str())
            .map_err(|_| ProblemKind::InvalidFields)?,
        device: body.device_token.as_ref().and_then(DeviceToken::read),
    };
    let founded = hallpass
        .write_in(PLATFORM, visitor, move |tx| {
            Ok(households::found(tx, &new, visitor.client)?)
        })
        .await?;
    let view = HouseholdFoundedView {
        organization_id: founded.organization,
        tokens: TokensView::of(&hallpass, &founded.signed_in)?,
        slug: founded.slug,
    };
    Answer::created("/v1/household".to_owned(), &view)
}
