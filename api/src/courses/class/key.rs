//! `GET /v1/classes/{class_id}/courses/{assignment_id}/lessons/{lesson_id}/key`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::action::ReadLessonKey,
    ids::{ClassId, CourseAssignmentId, LessonId},
};
use persistence::courses;

use super::key_view::LessonKeyView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get a lesson of a class with its answer key
///
/// With answer keys, explanations and sample solutions. Available to teaching staff only, never to
/// students.
#[utoipa::path(
    tag = "courses",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("assignment_id" = Uuid, Path, description = "The assignment"),
        ("lesson_id" = Uuid, Path, description = "The lesson"),
    ),
    responses((status = OK, description = "The lesson with its answer key", body = LessonKeyView)),
)]
#[get("/v1/classes/{class_id}/courses/{assignment_id}/lessons/{lesson_id}/key")]
pub async fn show_class_lesson_key(
    caller: Caller,
    path: Path<(ClassId, CourseAssignmentId, LessonId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, assignment, lesson) = path.into_inner();
    let (class, assignment) = (class, assignment);
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadLessonKey>(actor, class)?;
            let found = courses::assignment(tx, &permit, assignment)?.ok_or(ApiError::NOT_FOUND)?;
            let lesson =
                courses::assigned_lesson(tx, &found, lesson)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&LessonKeyView::from(lesson))
        })
        .await
}
