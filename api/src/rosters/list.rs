//! `GET /v1/rosters/imports`

use actix_web::{get, web::Data};
use persistence::rosters;

use super::view::ImportView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List roster imports
///
/// Newest first, including refused ones.
#[utoipa::path(
    tag = "rosters",
    params(PageQuery),
    responses((status = OK, description = "A page of imports", body = Page<ImportView>)),
)]
#[get("/v1/rosters/imports")]
pub async fn list_roster_imports(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(rosters::list(tx, &permit, page)?.try_map(ImportView::try_from)?)
        })
        .await
}
