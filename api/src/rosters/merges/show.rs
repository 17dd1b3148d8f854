//! `GET /v1/rosters/merges/{merge_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::AccountMergeId;
use persistence::rosters::merges;

use super::view::AccountMergeView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get a merge of accounts
///
/// Which account was merged into which, by whom, and whether it was undone.
#[utoipa::path(
    tag = "rosters",
    params(("merge_id" = Uuid, Path, description = "The merge")),
    responses((status = OK, description = "The merge", body = AccountMergeView)),
)]
#[get("/v1/rosters/merges/{merge_id}")]
pub async fn show_account_merge(
    caller: Caller,
    merge: Path<AccountMergeId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let merge = *merge;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            let found = merges::read(tx, &permit, merge)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&AccountMergeView::from(found))
        })
        .await
}
