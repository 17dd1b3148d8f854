//! `POST /v1/me/policy-acceptances`

use actix_web::{post, web::Data};
use domain::{
    mail::Language,
    policies::acceptance::{AcceptanceMethod, AcceptanceNeeded, AcceptanceRecord, Acceptor},
};
use persistence::policies;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::own::PolicyAcceptanceView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Which version is accepted.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "version": "1.0.0", "language": "en" }))]
pub struct AcceptPolicyRequest {
    /// The number of the version: the one in force, or one that is announced.
    #[validate(length(min = 5, max = 17))]
    #[schema(
        min_length = 5,
        max_length = 17,
        pattern = r"^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$"
    )]
    pub version: String,
    /// The language of the text that was shown.
    pub language: Language,
}

impl Checked for AcceptPolicyRequest {}

/// Accept the privacy policy
///
/// Notes that the caller accepted a version, by an act of their own. The version in force, and one
/// that is announced, can be accepted. Accepting it again changes nothing. Available to staff and
/// parents; a student never accepts.
#[utoipa::path(
    tag = "policies",
    request_body = AcceptPolicyRequest,
    responses(
        (status = CREATED, description = "The acceptance", body = PolicyAcceptanceView),
        (status = CONFLICT, description = "A later version has taken the place of this one"),
    ),
)]
#[post("/v1/me/policy-acceptances")]
pub async fn accept_policy(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<AcceptPolicyRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let published = hallpass.policies();
    let once = once.with(&body);
    let AcceptPolicyRequest { version, language } = body.into_inner();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            let now = tx.now();
            let wanted = published.find(&version, now).ok_or_else(unknown)?;
            let in_force = published.in_force(now);
            let superseded = in_force
                .is_some_and(|in_force| wanted.version.number() < in_force.version.number());
            if superseded {
                return Err(ApiError::Conflict(ConflictReason::LaterVersionInForce));
            }
            let record = AcceptanceRecord::new(
                AcceptanceNeeded::OwnAct,
                (wanted.version.number(), wanted.version.content_hash()),
                language,
                now,
                Acceptor::Person(actor.user()),
                AcceptanceMethod::Click,
            )
            .map_err(|_| ApiError::Internal("a click accepts"))?;
            once.run(tx, &permit, |tx| {
                let acceptance = policies::accept(tx, &permit, &record)?;
                Answer::created(
                    "/v1/me/policies".to_owned(),
                    &PolicyAcceptanceView::from(acceptance),
                )
            })
        })
        .await
}

fn unknown() -> ApiError {
    ApiError::field("/version", "unknown", "is no published version")
}
