//! `POST /v1/schools/{school_id}/accuracy-reviews/{academic_session_id}/confirmation`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::{AcademicSessionId, SchoolId};
use persistence::organizations::accuracy_reviews::{self, ConfirmOutcome};

use super::view::AccuracyReviewView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Confirm that the records of a school are accurate
///
/// An administrator of the school looked through its students and classes in an academic session and
/// confirms that names and enrollments are true, or were corrected. The first confirmation stays.
#[utoipa::path(
    tag = "schools",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("academic_session_id" = Uuid, Path, description = "The academic session"),
    ),
    responses(
        (status = OK, description = "The review", body = AccuracyReviewView),
        (status = CONFLICT, description = "The session has not begun"),
    ),
)]
#[post("/v1/schools/{school_id}/accuracy-reviews/{academic_session_id}/confirmation")]
pub async fn confirm_accuracy(
    caller: Caller,
    path: Path<(SchoolId, AcademicSessionId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((school, session), once) = (path.into_inner(), once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match accuracy_reviews::confirm(tx, &permit, session)? {
                    ConfirmOutcome::Confirmed(review) => {
                        Answer::ok(&AccuracyReviewView::from(review))
                    }
                    ConfirmOutcome::Ahead => Err(ApiError::Conflict(ConflictReason::SessionAhead)),
                    ConfirmOutcome::NoSuchSession => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
