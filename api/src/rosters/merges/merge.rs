//! `POST /v1/rosters/merges`

use actix_web::{post, web::Data};
use domain::ids::UserId;
use persistence::rosters::merges;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::done;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// Which two accounts are one person's.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeAccountsRequest {
    /// The account of the person who had left. It is kept, with its work and its login.
    pub kept_user_id: UserId,
    /// The account that a roster made for them under a new key. It is closed.
    pub merged_user_id: UserId,
}

impl Checked for MergeAccountsRequest {}

/// Merge two accounts of one person
///
/// Moves the key in rosters, the roles and the classes of the new account to the account of the
/// person who had left, which is open again with its work, its login and its secret. The new account
/// and its sessions end. Both are students' accounts, or both are staff's. A new account with work of
/// its own is not merged. `POST /v1/rosters/merges/{merge_id}/undo` takes them apart again.
#[utoipa::path(
    tag = "rosters",
    request_body = MergeAccountsRequest,
    responses((status = CREATED, description = "The merge", body = super::view::AccountMergeView)),
)]
#[post("/v1/rosters/merges")]
pub async fn merge_accounts(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<MergeAccountsRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let (kept, merged) = (body.kept_user_id, body.merged_user_id);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let merge = done(merges::merge(tx, &permit, kept, merged)?)?;
                Answer::created(format!("/v1/rosters/merges/{}", merge.id), &merge)
            })
        })
        .await
}
