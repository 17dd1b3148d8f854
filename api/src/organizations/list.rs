//! `GET /v1/organizations`

use actix_web::{get, web::Data};
use domain::access::Platform;
use persistence::organizations::organization;

use super::view::OrganizationView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List organizations
///
/// Names, short names and states of all organizations. Available to operators of the platform.
#[utoipa::path(
    tag = "organizations",
    params(PageQuery),
    responses((status = OK, description = "A page of organizations", body = Page<OrganizationView>)),
)]
#[get("/v1/organizations")]
pub async fn list_organizations(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, Platform)?;
            Ok(organization::list(tx, &permit, page)?.map(OrganizationView::from))
        })
        .await
}
