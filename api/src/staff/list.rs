//! `GET /v1/schools/{school_id}/staff`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::ids::SchoolId;
use persistence::staff;

use super::{staff_query::StaffQuery, view::StaffMemberView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, CountedPage},
    problem::ApiError,
};

/// List the staff of a school
///
/// The people who currently have a role at the school, from A to Z.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school"), StaffQuery),
    responses((status = OK, description = "A page of staff", body = CountedPage<StaffMemberView>)),
)]
#[get("/v1/schools/{school_id}/staff")]
pub async fn list_staff(
    caller: Caller,
    school: Path<SchoolId>,
    query: Query<StaffQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let page = query.wanted(&request, &hallpass)?;
    let wanted = query.filters();
    hallpass
        .names(&caller, page, move |tx, actor, names| {
            let permit = tx.permit(actor, school)?;
            Ok(staff::list(tx, &permit, wanted, names)?.map(StaffMemberView::from))
        })
        .await
}
