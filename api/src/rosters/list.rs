//! `GET /v1/rosters/imports`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::{paging::Slice, rosters};

use super::view::ImportView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
    problem::ApiError,
};

/// List roster imports
///
/// Oldest first, including refused ones.
#[utoipa::path(
    tag = "rosters",
    params(PageQuery),
    responses((status = OK, description = "A page of imports", body = Page<ImportView>)),
)]
#[get("/v1/rosters/imports")]
pub async fn list_roster_imports(
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
            let found = rosters::list(tx, &permit, page)?;
            let views = found.rows.into_iter().map(ImportView::try_from);
            Ok(Slice {
                rows: views.collect::<Result<_, _>>()?,
                has_more: found.has_more,
            })
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, |view: ImportView| view)
}
