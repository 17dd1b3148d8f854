//! `POST /v1/students/{student_id}/legal-processes/{legal_process_id}/school-notice`

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

/// Note that the school knows of a legal process
///
/// An administrator notes that the school that keeps the record was told of a process that only the district
/// knew: Hallpass and the district forward, and the school answers.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("legal_process_id" = Uuid, Path, description = "The process"),
    ),
    responses(
        (status = OK, description = "The process", body = LegalProcessView),
        (status = CONFLICT, description = "It is not checked, or the school knows already"),
    ),
)]
#[post("/v1/students/{student_id}/legal-processes/{legal_process_id}/school-notice")]
pub async fn note_school_notice(
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
                answer(legal_process::note_school(tx, &permit, process)?)
            })
        })
        .await
}
