//! `GET /v1/students/{student_id}/inspection-sessions/{inspection_session_id}/record`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{InspectionSessionId, UserId},
};
use persistence::records;

use super::view::EducationRecordView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Read a record together with a family
///
/// The member of staff whom a guardian invited reads the record as the guardian sees it, until the quarter
/// of an hour is over, or the rights of the guardian or the part of the member of staff end. Nothing can
/// be changed by it.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("inspection_session_id" = Uuid, Path, description = "The inspection"),
    ),
    responses((status = OK, description = "The record", body = EducationRecordView)),
)]
#[get("/v1/students/{student_id}/inspection-sessions/{inspection_session_id}/record")]
pub async fn show_record_together(
    caller: Caller,
    path: Path<(UserId, InspectionSessionId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, session) = path.into_inner();
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            let record = records::inspect_together(tx, &permit, session, &course_indexes)?;
            Answer::ok(&EducationRecordView::from(
                record.ok_or(ApiError::NOT_FOUND)?,
            ))
        })
        .await
}
