//! `GET /v1/requests/{rights_request_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::RightsRequestId;
use persistence::rights;

use super::view::RightsRequestView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show a request
///
/// A request with its clocks: to who made it, and to who decides about it.
#[utoipa::path(
    tag = "rights",
    params(("rights_request_id" = Uuid, Path, description = "The request")),
    responses((status = OK, description = "The request", body = RightsRequestView)),
)]
#[get("/v1/requests/{rights_request_id}")]
pub async fn show_request(
    caller: Caller,
    request: Path<RightsRequestId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let request = *request;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, request)?;
            let found = rights::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&RightsRequestView::from(found))
        })
        .await
}
