//! `POST /v1/students/{student_id}/legal-processes/{legal_process_id}/quashing`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{LegalProcessId, UserId},
};
use persistence::legal_process;

use super::view::{LegalProcessView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Note that a legal process was quashed
///
/// A court quashed it, or who issued it withdrew it. Nothing is disclosed, and the request stands as refused in
/// the record of disclosures, for the family too once no order forbids it.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("legal_process_id" = Uuid, Path, description = "The process"),
    ),
    responses(
        (status = OK, description = "The process", body = LegalProcessView),
        (status = CONFLICT, description = "It has ended"),
    ),
)]
#[post("/v1/students/{student_id}/legal-processes/{legal_process_id}/quashing")]
pub async fn quash_legal_process(
    caller: Caller,
    path: Path<(UserId, LegalProcessId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((student, process), once) = (path.into_inner(), once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(legal_process::quash(tx, &permit, process)?)
            })
        })
        .await
}
