//! `GET /v1/classes/{class_id}/students/{student_id}/login`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    ids::{ClassId, UserId},
};
use persistence::classes::students;

use super::view::StudentLoginView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get the login of a student
///
/// For administrators. Those of the district do not see the username.
#[utoipa::path(
    tag = "students",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    responses((status = OK, description = "The login", body = StudentLoginView)),
)]
#[get("/v1/classes/{class_id}/students/{student_id}/login")]
pub async fn show_student_login(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, ClassMember { class, student })?;
            Answer::ok(&StudentLoginView::from(students::show_login(tx, &permit)?))
        })
        .await
}
