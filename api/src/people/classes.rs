//! `GET /v1/students/{student_id}/classes`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::people;

use super::view::StudentClassView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, CountedPage},
    problem::ApiError,
};

names_query! {
    /// Which classes of a student are wanted.
    StudentClassesQuery {}
}

/// List the classes of a student
///
/// The open classes that the student attends now, from A to Z: those that the caller teaches, those of the
/// school that the caller administers, or all for an administrator of the district.
#[utoipa::path(
    tag = "people",
    params(("student_id" = Uuid, Path, description = "The student"), StudentClassesQuery),
    responses((status = OK, description = "A page of classes", body = CountedPage<StudentClassView>)),
)]
#[get("/v1/students/{student_id}/classes")]
pub async fn list_student_classes(
    caller: Caller,
    student: Path<UserId>,
    query: Query<StudentClassesQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let wanted = query.wanted(&request, &hallpass)?;
    hallpass
        .names(&caller, wanted, move |tx, actor, names| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            Ok(people::classes_of(tx, &permit, names)?.map(StudentClassView::from))
        })
        .await
}
