//! `GET /v1/organizations/{organization_id}/support-grants`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::OrganizationId;
use persistence::support;

use super::view::SupportGrantView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List support grants
///
/// The grants of the district, oldest first, those that are over included.
#[utoipa::path(
    tag = "support",
    params(("organization_id" = Uuid, Path, description = "The district"), PageQuery),
    responses((status = OK, description = "A page of grants", body = Page<SupportGrantView>)),
)]
#[get("/v1/organizations/{organization_id}/support-grants")]
pub async fn list_support_grants(
    caller: Caller,
    organization: Path<OrganizationId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let organization = *organization;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, organization)?;
            Ok(support::list(tx, &permit, page)?.map(SupportGrantView::from))
        })
        .await
}
