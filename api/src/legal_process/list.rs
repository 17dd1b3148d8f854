//! `GET /v1/students/{student_id}/legal-processes`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::legal_process;

use super::view::LegalProcessView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the legal processes for a student's record
///
/// The newest first. Administrators see all of them; guardians, students who are adults, and administrators
/// of the student's family see those of which the family was told.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student"), PageQuery),
    responses((status = OK, description = "A page of processes", body = Page<LegalProcessView>)),
)]
#[get("/v1/students/{student_id}/legal-processes")]
pub async fn list_legal_processes(
    caller: Caller,
    student: Path<UserId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            Ok(legal_process::list(tx, &permit, page)?.map(LegalProcessView::from))
        })
        .await
}
