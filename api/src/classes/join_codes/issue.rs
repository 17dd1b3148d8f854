//! `POST /v1/classes/{class_id}/join-codes`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::TimeDelta;
use domain::ids::ClassId;
use persistence::classes::join_codes::{self, NewJoinCode};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::JoinCodeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// A join code to issue.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "expires_in_hours": 24, "max_uses": 30 }))]
pub struct IssueJoinCodeRequest {
    /// Hours for which it holds: a week at most.
    #[validate(range(min = 1, max = 168))]
    #[schema(minimum = 1, maximum = 168, format = "int32", example = 24)]
    pub expires_in_hours: u16,
    /// How many students may join with it.
    #[validate(range(min = 1, max = 60))]
    #[schema(minimum = 1, maximum = 60, format = "int32", example = 30)]
    pub max_uses: u16,
}

impl Checked for IssueJoinCodeRequest {}

/// Create a join code
///
/// Students of the district who have an account join the class with it. Nobody joins a sandbox.
#[utoipa::path(
    tag = "join-codes",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body = IssueJoinCodeRequest,
    responses((status = CREATED, description = "The join code", body = JoinCodeView)),
)]
#[post("/v1/classes/{class_id}/join-codes")]
pub async fn issue_join_code(
    caller: Caller,
    class: Path<ClassId>,
    once: IdempotencyKey,
    body: Body<IssueJoinCodeRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let once = once.with(&body);
    let new = NewJoinCode {
        holds_for: TimeDelta::hours(i64::from(body.expires_in_hours)),
        max_uses: body.max_uses,
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, class)?;
            once.run(tx, &permit, |tx| {
                let code = join_codes::issue(tx, &permit, new)?
                    .ok_or(ApiError::Conflict(ConflictReason::SandboxClass))?;
                Answer::created(
                    format!("/v1/classes/{class}/join-codes"),
                    &JoinCodeView::from(code),
                )
            })
        })
        .await
}
