//! `POST /v1/students/{student_id}/exports`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::StudentCopy, ids::UserId};
use persistence::exports;

use super::view::ExportView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Ask for a copy of a student's data
///
/// Builds an archive of what is held about the student, as `POST /v1/me/exports` does of the caller. A
/// parent gets everything; a school gets what was collected under its agreement and what a teacher was
/// shown, without attitudinal answers and technical data. Available to the parent of the student and to
/// administrators of the student's school.
#[utoipa::path(
    tag = "students",
    params(("student_id" = Uuid, Path, description = "The student")),
    responses(
        (status = CREATED, description = "The copy, which is being built", body = ExportView),
        (
            status = CONFLICT,
            description = "Another copy is open, too many were built today, or the school's authority ended",
        ),
    ),
)]
#[post("/v1/students/{student_id}/exports")]
pub async fn ask_for_student_export(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentCopy { student })?;
            once.run(tx, &permit, |tx| {
                let export = exports::ask_for_student(tx, &permit)??;
                let location = format!("/v1/me/exports/{}", export.id);
                Answer::created(location, &ExportView::from(export))
            })
        })
        .await
}
