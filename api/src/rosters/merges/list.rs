//! `GET /v1/rosters/merges`

use actix_web::{get, web::Data};
use persistence::rosters::merges;

use super::view::AccountMergeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List merged accounts
///
/// Newest first, including merges that were undone.
#[utoipa::path(
    tag = "rosters",
    params(PageQuery),
    responses((status = OK, description = "A page of merges", body = Page<AccountMergeView>)),
)]
#[get("/v1/rosters/merges")]
pub async fn list_account_merges(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(merges::list(tx, &permit, page)?.map(AccountMergeView::from))
        })
        .await
}
