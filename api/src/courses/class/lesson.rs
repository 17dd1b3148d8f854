//! `GET /v1/classes/{class_id}/courses/{assignment_id}/lessons/{lesson_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::action::ListClassCourses,
    ids::{ClassId, CourseAssignmentId, LessonId},
};
use persistence::courses;

use crate::{
    app::Hallpass, caller::Caller, courses::learner_view::LessonView, http::Answer,
    problem::ApiError,
};

/// Get a lesson of a class
///
/// With its activities, without sample solutions and answer keys.
#[utoipa::path(
    tag = "courses",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("assignment_id" = Uuid, Path, description = "The assignment"),
        ("lesson_id" = Uuid, Path, description = "The lesson"),
    ),
    responses((status = OK, description = "The lesson", body = LessonView)),
)]
#[get("/v1/classes/{class_id}/courses/{assignment_id}/lessons/{lesson_id}")]
pub async fn show_class_lesson(
    caller: Caller,
    path: Path<(ClassId, CourseAssignmentId, LessonId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, assignment, lesson) = path.into_inner();
    let (class, assignment) = (class, assignment);
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ListClassCourses>(actor, class)?;
            let found = courses::assignment(tx, &permit, assignment)?.ok_or(ApiError::NOT_FOUND)?;
            let lesson =
                courses::assigned_lesson(tx, &found, lesson)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&LessonView::from(lesson))
        })
        .await
}
