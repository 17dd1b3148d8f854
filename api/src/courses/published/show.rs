//! `GET /v1/published-courses/{course_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::CourseId;
use persistence::courses::published;

use crate::{app::Hallpass, caller::Caller, courses::CourseView, http::Answer, problem::ApiError};

/// Get a published course of the district
///
/// The units and lessons of the newest published version of a colleague's course. Drafts are seen by
/// their author only. The courses of the catalogue are public, under `/v1/courses`.
#[utoipa::path(
    tag = "courses",
    params(("course_id" = Uuid, Path, description = "The course")),
    responses((status = OK, description = "The course", body = CourseView)),
)]
#[get("/v1/published-courses/{course_id}")]
pub async fn show_published_course(
    caller: Caller,
    course: Path<CourseId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let course = *course;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, course)?;
            let found = published::show(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&CourseView::from(found))
        })
        .await
}
