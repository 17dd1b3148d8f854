//! `GET /v1/published-courses/{course_id}/lessons/{lesson_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::{CourseId, LessonId};
use persistence::courses::published;

use crate::{
    app::Hallpass, caller::Caller, courses::learner_view::LessonView, http::Answer,
    problem::ApiError,
};

/// Get a lesson of a published course of the district
///
/// With its activities as learners see them, without sample solutions and answer keys, from the newest
/// published version.
#[utoipa::path(
    tag = "courses",
    params(
        ("course_id" = Uuid, Path, description = "The course"),
        ("lesson_id" = Uuid, Path, description = "The lesson"),
    ),
    responses((status = OK, description = "The lesson", body = LessonView)),
)]
#[get("/v1/published-courses/{course_id}/lessons/{lesson_id}")]
pub async fn show_published_lesson(
    caller: Caller,
    path: Path<(CourseId, LessonId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (course, lesson) = path.into_inner();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, course)?;
            let found = published::lesson(tx, &permit, lesson)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&LessonView::from(found))
        })
        .await
}
