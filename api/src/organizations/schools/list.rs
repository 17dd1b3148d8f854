//! `GET /v1/schools`

use actix_web::{get, web::Data};
use persistence::organizations::schools;

use super::view::SchoolView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List schools
///
/// The schools of the caller's district, oldest first, including those that a roster ended.
#[utoipa::path(
    tag = "organizations",
    params(PageQuery),
    responses((status = OK, description = "A page of schools", body = Page<SchoolView>)),
)]
#[get("/v1/schools")]
pub async fn list_schools(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(schools::list(tx, &permit, page)?.map(SchoolView::from))
        })
        .await
}
