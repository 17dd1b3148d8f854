//! `DELETE /v1/classes/{class_id}/students/{student_id}/feedback/{feedback_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    ids::{ClassId, FeedbackId, UserId},
};
use persistence::progress;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Withdraw feedback
///
/// Neither the student nor the staff see it any more. Available to the teacher of record.
#[utoipa::path(
    tag = "progress",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
        ("feedback_id" = Uuid, Path, description = "The feedback"),
    ),
    responses((status = NO_CONTENT, description = "The feedback is withdrawn")),
)]
#[delete("/v1/classes/{class_id}/students/{student_id}/feedback/{feedback_id}")]
pub async fn withdraw_feedback(
    caller: Caller,
    path: Path<(ClassId, UserId, FeedbackId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student, feedback) = path.into_inner();
    let member = ClassMember { class, student };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, member)?;
            progress::withdraw(tx, &permit, feedback)?.map_err(|_| ApiError::NOT_FOUND)?;
            Ok(Answer::no_content())
        })
        .await
}
