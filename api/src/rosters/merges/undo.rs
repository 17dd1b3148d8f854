//! `POST /v1/rosters/merges/{merge_id}/undo`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::AccountMergeId;
use persistence::rosters::merges;

use super::view::{AccountMergeView, done};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Undo a merge of accounts
///
/// The merged account is open again and has what the roster says now; the other one is closed, as it
/// was before. Refused once the kept account has new work, has left the roster again or was merged
/// anew, and if another person has the login of the merged account by now.
#[utoipa::path(
    tag = "rosters",
    params(("merge_id" = Uuid, Path, description = "The merge")),
    responses((status = OK, description = "The merge, undone", body = AccountMergeView)),
)]
#[post("/v1/rosters/merges/{merge_id}/undo")]
pub async fn undo_account_merge(
    caller: Caller,
    merge: Path<AccountMergeId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (merge, once) = (*merge, once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let undone: AccountMergeView = done(merges::undo(tx, &permit, merge)?)?;
                Answer::ok(&undone)
            })
        })
        .await
}
