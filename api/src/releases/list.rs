//! `GET /v1/organizations/{organization_id}/releases`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::OrganizationId;
use persistence::releases;

use super::view::ReleaseView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List de-identified releases
///
/// The releases of the district, oldest first, without their numbers.
#[utoipa::path(
    tag = "releases",
    params(("organization_id" = Uuid, Path, description = "The district"), PageQuery),
    responses((status = OK, description = "A page of releases", body = Page<ReleaseView>)),
)]
#[get("/v1/organizations/{organization_id}/releases")]
pub async fn list_releases(
    caller: Caller,
    organization: Path<OrganizationId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let organization = *organization;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, organization)?;
            Ok(releases::list(tx, &permit, page)?.map(ReleaseView::from))
        })
        .await
}
