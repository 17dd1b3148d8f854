//! `GET /v1/classes/{class_id}/students/{student_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    ids::{ClassId, UserId},
};
use persistence::classes::students;

use super::view::StudentView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get a student of a class
///
/// Teaching staff have access while the student is enrolled. Administrators also have access to a
/// former student of the class, without username, grade level and later changes.
#[utoipa::path(
    tag = "students",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    responses((status = OK, description = "The student", body = StudentView)),
)]
#[get("/v1/classes/{class_id}/students/{student_id}")]
pub async fn show_student(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let member = ClassMember { class, student };
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, member)?;
            let student = students::show(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&StudentView::from(student))
        })
        .await
}
