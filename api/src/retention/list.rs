//! `GET /v1/retention-runs`

use actix_web::{get, web::Data};
use persistence::retention;

use super::view::RetentionRunView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List retention runs
///
/// The daily runs over what is past its time, the newest first: what was found, what stood against it, of
/// how many accounts somebody was warned, and how many ended. Numbers only. Available to administrators of
/// the district.
#[utoipa::path(
    tag = "retention",
    params(PageQuery),
    responses((status = OK, description = "A page of runs", body = Page<RetentionRunView>)),
)]
#[get("/v1/retention-runs")]
pub async fn list_retention_runs(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(retention::list(tx, &permit, page)?.map(RetentionRunView::from))
        })
        .await
}
