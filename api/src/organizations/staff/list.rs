//! `GET /v1/schools/{school_id}/staff`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::ids::SchoolId;
use persistence::organizations::staff;

use super::view::StaffMemberView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
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
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            Ok(staff::list(tx, &permit, page)?)
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, StaffMemberView::from)
}
