//! `GET /v1/classes/{class_id}/students`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::ClassId;
use persistence::classes::students;

use super::view::StudentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the students of a class
///
/// The students who are enrolled now. Teaching assistants receive display names only.
#[utoipa::path(
    tag = "students",
    params(("class_id" = Uuid, Path, description = "The class"), PageQuery),
    responses((status = OK, description = "A page of students", body = Page<StudentView>)),
)]
#[get("/v1/classes/{class_id}/students")]
pub async fn list_students(
    caller: Caller,
    class: Path<ClassId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, class)?;
            Ok(students::list(tx, &permit, page)?.map(StudentView::from))
        })
        .await
}
