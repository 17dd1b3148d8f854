//! `GET /v1/classes/{class_id}/students/{student_id}/age`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    ids::{ClassId, UserId},
};
use persistence::age;

use super::view::StudentAgeView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show a student's age
///
/// The evidence, the band that follows from it, the ages that were reached, and whether the account is
/// suspended. For the teacher of record, administrators, and the parent at home.
#[utoipa::path(
    tag = "age",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    responses((status = OK, description = "What is known", body = StudentAgeView)),
)]
#[get("/v1/classes/{class_id}/students/{student_id}/age")]
pub async fn show_student_age(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let member = ClassMember { class, student };
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, member)?;
            let age = age::show(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&StudentAgeView::from(age))
        })
        .await
}
