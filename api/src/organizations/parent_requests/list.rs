//! `GET /v1/schools/{school_id}/parent-requests`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::organizations::parent_requests;

use super::view::ParentRequestView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List parent requests
///
/// What parents of the school's students asked for, in the order in which it was recorded.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of requests", body = Page<ParentRequestView>)),
)]
#[get("/v1/schools/{school_id}/parent-requests")]
pub async fn list_parent_requests(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            Ok(parent_requests::list(tx, &permit, page)?.map(ParentRequestView::from))
        })
        .await
}
