//! `POST /v1/schools/{school_id}/annual-notices/{annual_notice_id}/withdrawal`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::{AnnualNoticeId, SchoolId};
use persistence::annual_notices::{self, WithdrawOutcome};

use super::view::AnnualNoticeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Withdraw an annual notice
///
/// For a notice that was recorded by mistake. It stays in the list and counts no more, from this instant on.
#[utoipa::path(
    tag = "schools",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("annual_notice_id" = Uuid, Path, description = "The notice"),
    ),
    responses(
        (status = OK, description = "The notice", body = AnnualNoticeView),
        (status = CONFLICT, description = "It was withdrawn before"),
    ),
)]
#[post("/v1/schools/{school_id}/annual-notices/{annual_notice_id}/withdrawal")]
pub async fn withdraw_annual_notice(
    caller: Caller,
    path: Path<(SchoolId, AnnualNoticeId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((school, notice), once) = (path.into_inner(), once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match annual_notices::withdraw(tx, &permit, notice)? {
                    WithdrawOutcome::Withdrawn(notice) => {
                        Answer::ok(&AnnualNoticeView::from(notice))
                    }
                    WithdrawOutcome::WithdrawnBefore => {
                        Err(ApiError::Conflict(ConflictReason::NoticeWithdrawn))
                    }
                    WithdrawOutcome::NoSuchNotice => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
