//! `GET /v1/schools/{school_id}/annual-notices`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::annual_notices;

use super::view::AnnualNoticeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the annual notices of a school
///
/// What was recorded last comes first, also what was withdrawn. The notice that counts is the one that was
/// given last, of those that lack no part and were not withdrawn.
#[utoipa::path(
    tag = "schools",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of notices", body = Page<AnnualNoticeView>)),
)]
#[get("/v1/schools/{school_id}/annual-notices")]
pub async fn list_annual_notices(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            Ok(annual_notices::list(tx, &permit, page)?.map(AnnualNoticeView::from))
        })
        .await
}
