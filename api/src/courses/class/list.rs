//! `GET /v1/classes/{class_id}/courses`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::action::ListClassCourses, ids::ClassId};
use persistence::courses;

use super::view::CourseAssignmentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the courses of a class
///
/// The courses that are assigned to the class now, in the order of their positions. Students see
/// those that are visible and open.
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
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit::<ListClassCourses>(actor, class)?;
            Ok(courses::of_class(tx, &permit, page)?.map(CourseAssignmentView::from))
        })
        .await
}
