//! `GET /v1/schools/{school_id}/notices`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::organizations::school_notices;

use super::view::SchoolNoticeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the direct notices to a school
///
/// In the order in which they were sent, each with what proves that it was delivered.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of notices", body = Page<SchoolNoticeView>)),
)]
#[get("/v1/schools/{school_id}/notices")]
pub async fn list_school_notices(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            Ok(school_notices::list(tx, &permit, page)?.map(SchoolNoticeView::from))
        })
        .await
}
