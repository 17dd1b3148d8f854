//! `GET /v1/classes/{class_id}/students`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::{classes::grade_level::GradeLevel, ids::ClassId};
use persistence::classes::students;

use super::view::StudentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, CountedPage},
    problem::ApiError,
};

names_query! {
    /// Which students of a class are wanted.
    StudentsQuery {
        /// Only students of this grade level.
        grade_level: GradeLevel,
    }
}

/// List the students of a class
///
/// The students who are enrolled now, from A to Z. Teaching assistants receive display names only, and
/// search in those only.
#[utoipa::path(
    tag = "students",
    params(("class_id" = Uuid, Path, description = "The class"), StudentsQuery),
    responses((status = OK, description = "A page of students", body = CountedPage<StudentView>)),
)]
#[get("/v1/classes/{class_id}/students")]
pub async fn list_students(
    caller: Caller,
    class: Path<ClassId>,
    query: Query<StudentsQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let wanted = query.wanted(&request, &hallpass)?;
    let grade_level = query.grade_level;
    hallpass
        .names(&caller, wanted, move |tx, actor, names| {
            let permit = tx.permit(actor, class)?;
            Ok(students::list(tx, &permit, grade_level, names)?.map(StudentView::from))
        })
        .await
}
