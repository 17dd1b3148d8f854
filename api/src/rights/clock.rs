//! `POST /v1/requests/{rights_request_id}/pause`, `/resumption` and `/extension`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    ids::RightsRequestId,
    rights::request::{ExtensionReason, PauseReason},
};
use persistence::rights::{self, ClockOutcome};
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

/// For what a request waits.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "identity" }))]
pub struct PauseRequestRequest {
    /// The reason.
    pub reason: PauseReason,
}

impl Checked for PauseRequestRequest {}

/// Why an answer takes longer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "complex" }))]
pub struct ExtendRequestRequest {
    /// The reason, which the requester sees.
    pub reason: ExtensionReason,
}

impl Checked for ExtendRequestRequest {}

/// Pause a request
///
/// Lets a request wait for the person who asks: for proof of who they are, or for what they mean. Clocks
/// of laws that know no such pause run on.
#[utoipa::path(
    tag = "rights",
    params(("rights_request_id" = Uuid, Path, description = "The request")),
    request_body = PauseRequestRequest,
    responses(
        (status = OK, description = "The request", body = RightsRequestView),
        (status = CONFLICT, description = "The request is decided, or waits already"),
    ),
)]
#[post("/v1/requests/{rights_request_id}/pause")]
pub async fn pause_request(
    caller: Caller,
    request: Path<RightsRequestId>,
    once: IdempotencyKey,
    body: Body<PauseRequestRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (request, reason) = (*request, body.reason);
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, request)?;
            once.run(tx, &permit, |tx| {
                answer(rights::pause(tx, &permit, reason)?)
            })
        })
        .await
}

/// Resume a request
///
/// Goes on with a request that waited. The clocks that stop for such a pause have stood still.
#[utoipa::path(
    tag = "rights",
    params(("rights_request_id" = Uuid, Path, description = "The request")),
    responses(
        (status = OK, description = "The request", body = RightsRequestView),
        (status = CONFLICT, description = "The request does not wait"),
    ),
)]
#[post("/v1/requests/{rights_request_id}/resumption")]
pub async fn resume_request(
    caller: Caller,
    request: Path<RightsRequestId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (request, once) = (*request, once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, request)?;
            once.run(tx, &permit, |tx| answer(rights::resume(tx, &permit)?))
        })
        .await
}

/// Extend a request
///
/// Takes more time for a request, once, before it is overdue, and where no clock runs that gives none. The
/// requester sees the new day and the reason with the request.
#[utoipa::path(
    tag = "rights",
    params(("rights_request_id" = Uuid, Path, description = "The request")),
    request_body = ExtendRequestRequest,
    responses(
        (status = OK, description = "The request", body = RightsRequestView),
        (status = CONFLICT, description = "There is no more time, or the request is decided"),
    ),
)]
#[post("/v1/requests/{rights_request_id}/extension")]
pub async fn extend_request(
    caller: Caller,
    request: Path<RightsRequestId>,
    once: IdempotencyKey,
    body: Body<ExtendRequestRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (request, reason) = (*request, body.reason);
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, request)?;
            once.run(tx, &permit, |tx| {
                answer(rights::extend(tx, &permit, reason)?)
            })
        })
        .await
}

fn answer(outcome: ClockOutcome) -> Result<Answer, ApiError> {
    match outcome {
        ClockOutcome::Kept(request) => Answer::ok(&RightsRequestView::from(*request)),
        ClockOutcome::NotNow => Err(ApiError::Conflict(ConflictReason::RequestElsewhere)),
        ClockOutcome::NoMoreTime(_) => Err(ApiError::Conflict(ConflictReason::NoMoreTime)),
    }
}
