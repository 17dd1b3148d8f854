//! `GET /v1/staff`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::organizations::staff;

use super::view::DistrictStaffView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
    problem::ApiError,
};

/// List the staff of the district
///
/// The people who currently have a role at a school or for the whole district.
#[utoipa::path(
    tag = "organizations",
    params(PageQuery),
    responses((status = OK, description = "A page of staff", body = Page<DistrictStaffView>)),
)]
#[get("/v1/staff")]
pub async fn list_district_staff(
    caller: Caller,
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(staff::list_in_district(tx, &permit, page)?)
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, DistrictStaffView::from)
}
