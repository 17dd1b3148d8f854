//! `POST /v1/schools/{school_id}/parent-requests/{request_id}/answer`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    ids::{ParentRequestId, SchoolId},
    organizations::parent_request::SchoolAnswer,
};
use persistence::organizations::parent_requests::{self, AnswerOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    super::revocation::BEYOND_REACH,
    view::{ParentRequestView, refused},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// What the school answers.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "answer": "carry_out" }))]
pub struct AnswerParentRequest {
    /// The answer.
    pub answer: SchoolAnswer,
}

impl Checked for AnswerParentRequest {}

/// Answer a parent request
///
/// Says that the requester is verified, has the request carried out at once, or says that the school
/// must keep a record that it owns: the account is locked then, and a deletion is not done. Of a student
/// who has not been enrolled in the district for 60 days, a deletion cannot be refused.
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("request_id" = Uuid, Path, description = "The request"),
    ),
    request_body = AnswerParentRequest,
    responses(
        (status = OK, description = "The request", body = ParentRequestView),
        (status = CONFLICT, description = "The request does not await this answer"),
    ),
)]
#[post("/v1/schools/{school_id}/parent-requests/{request_id}/answer")]
pub async fn answer_parent_request(
    caller: Caller,
    path: Path<(SchoolId, ParentRequestId)>,
    once: IdempotencyKey,
    body: Body<AnswerParentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (school, request) = path.into_inner();
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match parent_requests::answer(tx, &permit, request, body.answer)? {
                    AnswerOutcome::Answered(request) => {
                        Answer::ok(&ParentRequestView::from(request))
                    }
                    AnswerOutcome::Refused(refusal) => Err(refused(refusal)),
                    AnswerOutcome::BeyondReach => Err(BEYOND_REACH),
                    AnswerOutcome::Inspected => {
                        Err(ApiError::Conflict(ConflictReason::ErasureBlocked))
                    }
                    AnswerOutcome::NoSuchRequest => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
