//! `GET /v1/staff`

use actix_web::{get, web::Data};
use persistence::staff;

use super::view::DistrictStaffView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
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
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(staff::list_in_district(tx, &permit, page)?.map(DistrictStaffView::from))
        })
        .await
}
