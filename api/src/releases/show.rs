//! `GET /v1/organizations/{organization_id}/releases/{release_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::{OrganizationId, ReleaseId};
use persistence::releases;

use super::view::ReleaseTableView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show a de-identified release
///
/// The table as it was published. What was left out then is not told later.
#[utoipa::path(
    tag = "releases",
    params(
        ("organization_id" = Uuid, Path, description = "The district"),
        ("release_id" = Uuid, Path, description = "The release"),
    ),
    responses((status = OK, description = "The release", body = ReleaseTableView)),
)]
#[get("/v1/organizations/{organization_id}/releases/{release_id}")]
pub async fn show_release(
    caller: Caller,
    path: Path<(OrganizationId, ReleaseId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (organization, release) = path.into_inner();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, organization)?;
            let found = releases::show(tx, &permit, release)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&ReleaseTableView::from(found))
        })
        .await
}
