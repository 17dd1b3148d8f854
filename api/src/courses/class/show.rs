//! `GET /v1/classes/{class_id}/courses/{assignment_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::action::ListClassCourses,
    ids::{ClassId, CourseAssignmentId},
};
use persistence::courses;

use super::view::ClassCourseView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get a course of a class
///
/// The units and lessons of the version that is assigned to the class. Students see it from its
/// opening on and unless it is hidden. The answer's `ETag` is required to change it.
#[utoipa::path(
    tag = "courses",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("assignment_id" = Uuid, Path, description = "The assignment"),
    ),
    responses((status = OK, description = "The course", body = ClassCourseView)),
)]
#[get("/v1/classes/{class_id}/courses/{assignment_id}")]
pub async fn show_class_course(
    caller: Caller,
    path: Path<(ClassId, CourseAssignmentId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, assignment) = path.into_inner();
    let (class, assignment) = (class, assignment);
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ListClassCourses>(actor, class)?;
            let found = courses::assignment(tx, &permit, assignment)?.ok_or(ApiError::NOT_FOUND)?;
            let outline = courses::assigned_outline(tx, &found)?;
            Answer::ok(&ClassCourseView::of(found, outline.units))
        })
        .await
}
