//! `GET /v1/courses/{course_id}/lessons/{lesson_id}`

use actix_web::{
    get,
    web::{Data, Path, ReqData},
};
use domain::ids::{CourseId, LessonId, PLATFORM};
use persistence::courses::catalogue;

use crate::{
    app::Hallpass,
    courses::{catalogue_cache::Title, learner_view::LessonView},
    http::{Answer, RequestId},
    origin::Origin,
    problem::ApiError,
};

/// Get a lesson of the catalogue
///
/// With its activities, without sample solutions and answer keys, from the newest published version
/// that has it. Public.
#[utoipa::path(
    tag = "courses",
    params(
        ("course_id" = Uuid, Path, description = "The course"),
        ("lesson_id" = Uuid, Path, description = "The lesson"),
    ),
    responses((status = OK, description = "The lesson", body = LessonView)),
)]
#[get("/v1/courses/{course_id}/lessons/{lesson_id}")]
pub async fn show_lesson(
    path: Path<(CourseId, LessonId)>,
    id: ReqData<RequestId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (course, lesson) = path.into_inner();
    let (course, lesson) = (course, lesson);
    let title = Title::Lesson(course, lesson);
    let now = hallpass.now();
    if let Some(kept) = hallpass.catalogue_cache().find(title, now) {
        return Ok(kept);
    }
    let answer = hallpass
        .read_in(PLATFORM, Origin::api(id.0, None), move |tx| {
            let found = catalogue::lesson(tx, course, lesson)?.ok_or(ApiError::NOT_FOUND)?;
            Ok(Answer::ok(&LessonView::from(found))?.public())
        })
        .await?;
    Ok(hallpass.catalogue_cache().keep(title, now, answer))
}
