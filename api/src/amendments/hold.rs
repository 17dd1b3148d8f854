//! `POST /v1/students/{student_id}/amendments/{amendment_id}/hearing-held`

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

/// Note that a hearing was held
///
/// An administrator of the school notes that the hearing was held, at its instant or later. Its outcome is
/// written down within 30 days.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("amendment_id" = Uuid, Path, description = "The amendment"),
    ),
    responses(
        (status = OK, description = "The amendment", body = AmendmentView),
        (status = CONFLICT, description = "No hearing is announced, or it is yet to come"),
    ),
)]
#[post("/v1/students/{student_id}/amendments/{amendment_id}/hearing-held")]
pub async fn hold_hearing(
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
                answer(amendments::hold(tx, &permit, amendment)?)
            })
        })
        .await
}
