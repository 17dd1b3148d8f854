//! `POST /v1/requests/{rights_request_id}/resumption`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::RightsRequestId;
use persistence::rights;

use super::{clock::answer, view::RightsRequestView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

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
