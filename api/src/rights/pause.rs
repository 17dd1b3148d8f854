//! `POST /v1/requests/{rights_request_id}/pause`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{ids::RightsRequestId, rights::request::PauseReason};
use persistence::rights;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{clock::answer, view::RightsRequestView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
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
