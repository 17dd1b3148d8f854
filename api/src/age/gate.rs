//! `POST /v1/age-gate`

use actix_web::{HttpRequest, post, web::Data};
use chrono::{DateTime, Utc};
use domain::{
    age::gate::{GateAnswer, NextPage, UnreadableAnswer, read_month},
    countries::{Country, Location},
    ids::PLATFORM,
    parameters::choices::{AGE_GATE_LOCK, HIGHEST_AGE},
    text::{CountryCode, OrganizationSlug},
};
use persistence::{
    accounts::opaque_token::{OpaqueToken, TokenKind},
    age,
};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    accounts::{Typed, Visitor},
    app::Hallpass,
    http::{Answer, Body, Checked, cookie},
    problem::{ApiError, FieldError, ProblemKind},
};

/// The cookie that reminds the gate of an answer.
const COOKIE: &str = "__Host-hallpass_age_gate";

/// The token of an earlier answer. One that is not known is ignored.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(
    value_type = String,
    min_length = 68,
    max_length = 68,
    pattern = "^hpg_[A-Za-z0-9_-]{64}$",
    example = "hpg_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
)]
pub struct AgeGateToken(Typed);

/// A visitor's answer. No member has a default.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "organization": "maple",
    "birth_year": 2004,
    "birth_month": 5,
    "country": "US"
}))]
pub struct AgeGateRequest {
    /// The short name of the organization.
    #[validate(custom(function = crate::http::text))]
    pub organization: OrganizationSlug,
    /// The year of birth.
    #[schema(minimum = 1800, maximum = 2200)]
    pub birth_year: u16,
    /// The month of birth.
    #[schema(minimum = 1, maximum = 12)]
    pub birth_month: u8,
    /// The country.
    #[validate(custom(function = crate::http::text))]
    pub country: CountryCode,
    /// What an earlier answer got, where the cookie cannot travel.
    pub gate_token: Option<AgeGateToken>,
}

impl Checked for AgeGateRequest {}

/// Where a visitor goes.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeGateView {
    /// What to send with the next answer, where the cookie cannot travel.
    #[schema(
        max_length = 68,
        pattern = "^hpg_[A-Za-z0-9_-]{64}$",
        example = "hpg_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
    )]
    pub gate_token: String,
    /// The next page.
    pub next: NextPage,
}

/// Answer the age gate
///
/// Takes month and year of birth and the country, before anything else is asked, and says which page
/// comes next. Every answer is answered alike. The date is not stored; the page is, for 24 hours, and of
/// several answers in that time the youngest counts. An organization that is mainly for children has no
/// gate (404): its learners come with a class code, or a parent opens their account.
#[utoipa::path(
    tag = "age",
    request_body = AgeGateRequest,
    responses((status = OK, description = "The next page", body = AgeGateView)),
)]
#[post("/v1/age-gate")]
pub async fn answer_age_gate(
    visitor: Visitor,
    request: HttpRequest,
    body: Body<AgeGateRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let answer = read(&body, hallpass.now())?;
    let in_body = || {
        let token = body.gate_token.as_ref()?;
        Some(token.0.expose_secret())
    };
    let presented = cookie::one(request.headers(), COOKIE)
        .or_else(in_body)
        .and_then(|token| OpaqueToken::read(TokenKind::AgeGate, token));
    let organization = body.organization.as_str().to_owned();
    let gate = hallpass
        .write_in(PLATFORM, visitor, move |tx| {
            Ok(age::answer_gate(
                tx,
                &organization,
                presented.as_ref(),
                answer,
            )?)
        })
        .await?
        .ok_or(ApiError::NOT_FOUND)?;
    let token = gate.token.reveal();
    let seconds = AGE_GATE_LOCK.default.num_seconds();
    let answer = Answer::ok(&AgeGateView {
        gate_token: token.as_str().to_owned(),
        next: gate.next,
    })?;
    Ok(answer.with_cookie(cookie::holding(COOKIE, &token, seconds)))
}

fn read(body: &AgeGateRequest, now: DateTime<Utc>) -> Result<GateAnswer, ApiError> {
    let (year, month) = (i32::from(body.birth_year), u32::from(body.birth_month));
    let born = read_month(year, month, now.date_naive(), HIGHEST_AGE.default);
    let born = born.map_err(|unreadable| {
        let pointer = match unreadable {
            UnreadableAnswer::Month => "/birth_month",
            UnreadableAnswer::Year => "/birth_year",
        };
        let says = unreadable.to_string();
        ApiError::fields(vec![FieldError::new(pointer, "out_of_range", says)])
    })?;
    let country = Country::parse(body.country.as_str());
    Ok(GateAnswer {
        born,
        place: Some(Location::country(
            country.map_err(|_| ProblemKind::InvalidFields)?,
        )),
        answered_at: now,
    })
}
