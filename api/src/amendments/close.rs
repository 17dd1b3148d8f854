//! `POST /v1/students/{student_id}/amendments/{amendment_id}/closure`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{AmendmentId, UserId},
};
use persistence::amendments;

use super::view::{AmendmentView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Close an amendment
///
/// Who contests a part of a record leaves it at that, before the school has decided or instead of asking
/// for a hearing or placing a statement. The school closes what the family left alone for 30 days.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("amendment_id" = Uuid, Path, description = "The amendment"),
    ),
    responses(
        (status = OK, description = "The amendment", body = AmendmentView),
        (status = CONFLICT, description = "It is over already, or the family still has time"),
    ),
)]
#[post("/v1/students/{student_id}/amendments/{amendment_id}/closure")]
pub async fn close_amendment(
    caller: Caller,
    path: Path<(UserId, AmendmentId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((student, amendment), once) = (path.into_inner(), once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(amendments::close(tx, &permit, amendment)?)
            })
        })
        .await
}
