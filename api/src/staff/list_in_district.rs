//! `GET /v1/staff`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::staff;

use super::{staff_query::StaffQuery, view::DistrictStaffView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, CountedPage},
    problem::ApiError,
};

/// List the staff of the district
///
/// The people who currently have a role at a school or for the whole district, from A to Z.
#[utoipa::path(
    tag = "organizations",
    params(StaffQuery),
    responses((
        status = OK,
        description = "A page of staff",
        body = CountedPage<DistrictStaffView>,
    )),
)]
#[get("/v1/staff")]
pub async fn list_district_staff(
    caller: Caller,
    query: Query<StaffQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let page = query.wanted(&request, &hallpass)?;
    let wanted = query.filters();
    hallpass
        .names(&caller, page, move |tx, actor, names| {
            let permit = tx.permit(actor, actor.organization())?;
            let found = staff::list_in_district(tx, &permit, wanted, names)?;
            Ok(found.map(DistrictStaffView::from))
        })
        .await
}
