//! `GET /v1/schools/{school_id}/staff`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::staff;

use super::view::StaffMemberView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the staff of a school
///
/// The people who currently have a role at the school.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of staff", body = Page<StaffMemberView>)),
)]
#[get("/v1/schools/{school_id}/staff")]
pub async fn list_staff(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            Ok(staff::list(tx, &permit, page)?.map(StaffMemberView::from))
        })
        .await
}
