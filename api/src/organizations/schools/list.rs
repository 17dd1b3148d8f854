//! `GET /v1/schools`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::organizations::schools;

use super::view::SchoolView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
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
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(schools::list(tx, &permit, page)?)
        })
        .await?;
    hallpass.cursors().answer(&wanted, found, SchoolView::from)
}
