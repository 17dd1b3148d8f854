//! `POST /v1/authored-courses/{course_id}/publish`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::CourseId;
use persistence::courses::author::{self, PublishRefusal};

use super::view::AuthoredCourseView;
use crate::{
    app::Hallpass,
    caller::Caller,
    courses::violations,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Publish the draft of a course
///
/// Turns the draft into a version that never changes and can be assigned to classes of the
/// organization. Each violated rule of course content is reported by its JSON pointer into the
/// draft.
#[utoipa::path(
    tag = "courses",
    params(("course_id" = Uuid, Path, description = "The course")),
    responses((status = OK, description = "The course with its new version", body = AuthoredCourseView)),
)]
#[post("/v1/authored-courses/{course_id}/publish")]
pub async fn publish_course(
    caller: Caller,
    course: Path<CourseId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let course = *course;
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, course)?;
            once.run(tx, &permit, |tx| {
                author::publish(tx, &permit)?.map_err(|refusal| match refusal {
                    PublishRefusal::NoDraft => ApiError::Conflict(ConflictReason::NoDraft),
                    PublishRefusal::Invalid(found) => violations::refused(&found),
                })?;
                let published = author::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
                Answer::ok(&AuthoredCourseView::from(published))
            })
        })
        .await
}
