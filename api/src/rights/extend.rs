//! `POST /v1/requests/{rights_request_id}/extension`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{ids::RightsRequestId, rights::request::ExtensionReason};
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

/// Why an answer takes longer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "complex" }))]
pub struct ExtendRequestRequest {
    /// The reason, which the requester sees.
    pub reason: ExtensionReason,
}

impl Checked for ExtendRequestRequest {}

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
