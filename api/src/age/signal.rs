//! `POST /v1/me/age-signal`

use actix_web::{post, web::Data};
use domain::{access::action::ReportAgeSignal, age::signal::Bracket};
use persistence::age;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What the device tells of the age of the person who uses it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "bracket": "under_13" }))]
pub struct ReportAgeSignalRequest {
    /// The bracket. Nothing finer is taken.
    pub bracket: Bracket,
}

impl Checked for ReportAgeSignalRequest {}

/// Report the age signal of the device
///
/// Takes the bracket of age that the operating system or its store gives an app (California AB 1043).
/// It is evidence like a teacher's statement, and is passed on to nobody. The answer is the same
/// whatever becomes of it.
#[utoipa::path(
    tag = "age",
    request_body = ReportAgeSignalRequest,
    responses((status = NO_CONTENT, description = "It is taken")),
)]
#[post("/v1/me/age-signal")]
pub async fn report_age_signal(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<ReportAgeSignalRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let bracket = body.bracket;
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<ReportAgeSignal>(actor, actor.user())?;
            once.run(tx, &permit, |tx| {
                age::report(tx, &permit, bracket)?;
                Ok(Answer::no_content())
            })
        })
        .await
}
