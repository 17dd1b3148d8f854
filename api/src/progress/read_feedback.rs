//! `POST /v1/me/feedback/{feedback_id}/read`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::action::RecordProgress, ids::FeedbackId};
use persistence::progress;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Mark my feedback as read
///
/// What is marked already stays as it is.
#[utoipa::path(
    tag = "progress",
    params(("feedback_id" = Uuid, Path, description = "The feedback")),
    responses((status = NO_CONTENT, description = "It is marked as read")),
)]
#[post("/v1/me/feedback/{feedback_id}/read")]
pub async fn mark_my_feedback_read(
    caller: Caller,
    feedback: Path<FeedbackId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let feedback = *feedback;
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<RecordProgress>(actor, actor.user())?;
            once.run(tx, &permit, |tx| {
                progress::mark_read(tx, &permit, feedback)?.map_err(|_| ApiError::NOT_FOUND)?;
                Ok(Answer::no_content())
            })
        })
        .await
}
