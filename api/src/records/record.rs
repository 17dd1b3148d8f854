//! `GET /v1/students/{student_id}/record`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::records;

use super::view::EducationRecordView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get the education record of a student
///
/// Everything that is kept about the student's learning: profile, classes, progress, work, feedback, and
/// the agreements and consents on which it rests. For parents at home, for guardians whom the school
/// verified, and for the student. Other students are not in it. What the student wrote to prompts is
/// withheld from a parent at home of a young person. Attempts and answers of before are in the timeline
/// of each class.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student")),
    responses((status = OK, description = "The record", body = EducationRecordView)),
)]
#[get("/v1/students/{student_id}/record")]
pub async fn show_education_record(
    caller: Caller,
    student: Path<UserId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            let record = records::education_record(tx, &permit, &course_indexes)?;
            Answer::ok(&EducationRecordView::from(
                record.ok_or(ApiError::NOT_FOUND)?,
            ))
        })
        .await
}
