//! `GET /v1/organizations`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use domain::access::Platform;
use persistence::organizations::organization;

use super::view::OrganizationView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
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
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, Platform)?;
            Ok(organization::list(tx, &permit, page)?)
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, OrganizationView::from)
}
