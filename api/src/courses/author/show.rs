//! `GET /v1/authored-courses/{course_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::action::ReadCourse, ids::CourseId};
use persistence::courses::author;

use super::view::AuthoredCourseView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get an authored course
///
/// The whole draft with its sample solutions and answer keys, and the list of published versions.
/// Available to the author only.
#[utoipa::path(
    tag = "courses",
    params(("course_id" = Uuid, Path, description = "The course")),
    responses((status = OK, description = "The course", body = AuthoredCourseView)),
)]
#[get("/v1/authored-courses/{course_id}")]
pub async fn show_authored_course(
    caller: Caller,
    course: Path<CourseId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let course = *course;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadCourse>(actor, course)?;
            let found = author::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&AuthoredCourseView::from(found))
        })
        .await
}
