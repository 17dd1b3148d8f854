//! `GET /v1/organizations/{organization_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::OrganizationId;
use persistence::organizations::organization;

use super::view::OrganizationView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get an organization
///
/// Available to its members and to operators of the platform.
#[utoipa::path(
    tag = "organizations",
    params(("organization_id" = Uuid, Path, description = "The organization")),
    responses((status = OK, description = "The organization", body = OrganizationView)),
)]
#[get("/v1/organizations/{organization_id}")]
pub async fn show_organization(
    caller: Caller,
    organization: Path<OrganizationId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let organization = *organization;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, organization)?;
            let found = organization::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&OrganizationView::from(found))
        })
        .await
}
