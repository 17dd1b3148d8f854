//! `POST /v1/requests/{rights_request_id}/decision`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{ids::RightsRequestId, rights::request::RightsRefusalReason};
use persistence::rights::{self, DecideOutcome, Decision, erasure::Obstacle};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::RightsRequestView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

domain::text_enum! {
    /// What is decided about a request.
    pub enum RequestDecision {
        /// It is granted.
        Grant = "grant",
        /// It is refused, for a reason.
        Refuse = "refuse",
    }
}

/// What is decided.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decision": "grant" }))]
pub struct DecideRequestRequest {
    /// The decision.
    pub decision: RequestDecision,
    /// Why it is refused: needed for a refusal, and for nothing else.
    pub reason: Option<RightsRefusalReason>,
}

impl Checked for DecideRequestRequest {}

/// Decide about a request
///
/// Grants it, or refuses it for a reason that fits it. What is to be erased is hidden and its sessions end
/// at once; it is deleted after 30 days if the account holder or a teacher asked, without a way back if a
/// parent, a school or the word `permanent` directs it. While an inspection or a correction is open, or the
/// district holds the data, an account stays hidden and is not deleted, and no part of a record is granted
/// to be erased. Who made the request cannot decide about it.
#[utoipa::path(
    tag = "rights",
    params(("rights_request_id" = Uuid, Path, description = "The request")),
    request_body = DecideRequestRequest,
    responses(
        (status = OK, description = "The request", body = RightsRequestView),
        (status = CONFLICT, description = "The request cannot be decided so now"),
    ),
)]
#[post("/v1/requests/{rights_request_id}/decision")]
pub async fn decide_request(
    caller: Caller,
    request: Path<RightsRequestId>,
    once: IdempotencyKey,
    body: Body<DecideRequestRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (request, decision) = (*request, wanted(&body)?);
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, request)?;
            once.run(tx, &permit, |tx| {
                answer(rights::decide(tx, &permit, decision)?)
            })
        })
        .await
}

fn wanted(body: &DecideRequestRequest) -> Result<Decision, ApiError> {
    match (body.decision, body.reason) {
        (RequestDecision::Grant, None) => Ok(Decision::Grant),
        (RequestDecision::Refuse, Some(reason)) => Ok(Decision::Refuse(reason)),
        (RequestDecision::Refuse, None) => Err(ApiError::field(
            "/reason",
            "required",
            "must say why the request is refused",
        )),
        (RequestDecision::Grant, Some(_)) => Err(ApiError::field(
            "/reason",
            "superfluous",
            "is for a refusal: leave it out",
        )),
    }
}

/// What became of a decision, as an answer.
pub(super) fn answer(outcome: DecideOutcome) -> Result<Answer, ApiError> {
    let conflict = match outcome {
        DecideOutcome::Decided(request) => {
            return Answer::ok(&RightsRequestView::from(*request));
        }
        DecideOutcome::NoSuchReason => {
            return Err(ApiError::field(
                "/reason",
                "not_available",
                "is no reason to refuse such a request",
            ));
        }
        DecideOutcome::NotNow => ConflictReason::RequestElsewhere,
        DecideOutcome::ExplanationDue => ConflictReason::ExplanationDue,
        DecideOutcome::Blocked(_) => ConflictReason::ErasureBlocked,
        DecideOutcome::Obstructed(Obstacle::LastAdministrator) => ConflictReason::LastAdministrator,
        DecideOutcome::Obstructed(Obstacle::Children) => ConflictReason::HouseholdHasChildren,
        DecideOutcome::BeyondReach => ConflictReason::AccountBeyondReach,
    };
    Err(ApiError::Conflict(conflict))
}
