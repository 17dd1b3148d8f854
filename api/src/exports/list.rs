//! `GET /v1/me/exports`

use actix_web::{get, web::Data};
use persistence::exports;

use super::view::ExportView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the copies that I asked for
///
/// The copies of data that the caller asked for in the last three months, about themselves and about
/// students, oldest first.
#[utoipa::path(
    tag = "me",
    params(PageQuery),
    responses((status = OK, description = "A page of copies", body = Page<ExportView>)),
)]
#[get("/v1/me/exports")]
pub async fn list_my_exports(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(exports::list(tx, &permit, page)?.map(ExportView::from))
        })
        .await
}
