//! `POST /v1/requests/{rights_request_id}/completion`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::RightsRequestId;
use persistence::rights;

use super::{decide::answer, view::RightsRequestView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Complete a request
///
/// Notes that a request that was granted was carried out. An erasure is carried out, and noted, by itself.
#[utoipa::path(
    tag = "rights",
    params(("rights_request_id" = Uuid, Path, description = "The request")),
    responses(
        (status = OK, description = "The request", body = RightsRequestView),
        (status = CONFLICT, description = "The request was not granted, or is an erasure"),
    ),
)]
#[post("/v1/requests/{rights_request_id}/completion")]
pub async fn complete_request(
    caller: Caller,
    request: Path<RightsRequestId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (request, once) = (*request, once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, request)?;
            once.run(tx, &permit, |tx| answer(rights::complete(tx, &permit)?))
        })
        .await
}
