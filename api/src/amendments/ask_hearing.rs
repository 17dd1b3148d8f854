//! `POST /v1/students/{student_id}/amendments/{amendment_id}/hearing-request`

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

/// Ask for a hearing
///
/// Who contests a part of a record asks for a hearing about what the school refused (34 CFR 99.21). The
/// school holds it within 45 days.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("amendment_id" = Uuid, Path, description = "The amendment"),
    ),
    responses(
        (status = OK, description = "The amendment", body = AmendmentView),
        (status = CONFLICT, description = "The school has not refused, or a hearing was asked for"),
    ),
)]
#[post("/v1/students/{student_id}/amendments/{amendment_id}/hearing-request")]
pub async fn request_hearing(
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
                answer(amendments::request_hearing(tx, &permit, amendment)?)
            })
        })
        .await
}
