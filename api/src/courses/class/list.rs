//! `GET /v1/classes/{class_id}/courses`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::{access::action::ListClassCourses, ids::ClassId};
use persistence::courses;

use super::view::CourseAssignmentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
    problem::ApiError,
};

/// List the courses of a class
///
/// The courses that are assigned to the class now, in the order of assignment.
#[utoipa::path(
    tag = "courses",
    params(("class_id" = Uuid, Path, description = "The class"), PageQuery),
    responses((
        status = OK,
        description = "A page of assignments",
        body = Page<CourseAssignmentView>,
    )),
)]
#[get("/v1/classes/{class_id}/courses")]
pub async fn list_class_courses(
    caller: Caller,
    class: Path<ClassId>,
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ListClassCourses>(actor, class)?;
            Ok(courses::of_class(tx, &permit, page)?)
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, CourseAssignmentView::from)
}
