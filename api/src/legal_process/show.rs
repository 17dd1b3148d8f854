//! `GET /v1/students/{student_id}/legal-processes/{legal_process_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{LegalProcessId, UserId},
};
use persistence::legal_process;

use super::view::LegalProcessView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show a legal process
///
/// Who asks for which records, until when the family may seek protection, and what became of it. What an
/// order keeps from the family answers them like what does not exist.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("legal_process_id" = Uuid, Path, description = "The process"),
    ),
    responses((status = OK, description = "The process", body = LegalProcessView)),
)]
#[get("/v1/students/{student_id}/legal-processes/{legal_process_id}")]
pub async fn show_legal_process(
    caller: Caller,
    path: Path<(UserId, LegalProcessId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, process) = path.into_inner();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            let found = legal_process::read(tx, &permit, process)?;
            Answer::ok(&LegalProcessView::from(found.ok_or(ApiError::NOT_FOUND)?))
        })
        .await
}
