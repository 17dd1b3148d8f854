//! `POST /v1/requests/{rights_request_id}/explanation-request`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::RightsRequestId;
use persistence::rights;

use super::view::RightsRequestView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Ask for an explanation of a record
///
/// Who asked to see a record asks what it means, once (34 CFR 99.10(c)). The request is not completed
/// before the explanation was given.
#[utoipa::path(
    tag = "rights",
    params(("rights_request_id" = Uuid, Path, description = "The request")),
    responses(
        (status = OK, description = "The request", body = RightsRequestView),
        (status = CONFLICT, description = "The request is not for access, or over, or it was asked before"),
    ),
)]
#[post("/v1/requests/{rights_request_id}/explanation-request")]
pub async fn ask_for_explanation(
    caller: Caller,
    request: Path<RightsRequestId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (request, once) = (*request, once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, request)?;
            once.run(tx, &permit, |tx| {
                match rights::ask_for_explanation(tx, &permit)? {
                    Some(asked) => Answer::ok(&RightsRequestView::from(asked)),
                    None => Err(ApiError::Conflict(ConflictReason::RequestElsewhere)),
                }
            })
        })
        .await
}
