//! `PUT /v1/authored-courses/{course_id}/draft`

use actix_web::{
    put,
    web::{Data, Path, block},
};
use domain::{
    access::action::UpdateCourse,
    courses::{Valid, outline::Course},
    ids::CourseId,
};
use persistence::courses::author::{self, RevisionRefusal};

use super::{slug_taken, view::AuthoredCourseView};
use crate::{
    app::Hallpass,
    caller::Caller,
    courses::{course_form::CourseForm, violations},
    http::{Answer, Body, IfMatch},
    problem::{ApiError, ConflictReason},
};

/// Replace the draft of a course
///
/// The body replaces the whole draft. If the newest version is already published, a new draft is
/// created. The body may have up to 4 MiB. Each violated rule of course content is reported by its
/// JSON pointer. `If-Match` takes the `ETag` of the authored course.
#[utoipa::path(
    tag = "courses",
    params(("course_id" = Uuid, Path, description = "The course")),
    request_body = CourseForm,
    responses((status = OK, description = "The updated course", body = AuthoredCourseView)),
)]
#[put("/v1/authored-courses/{course_id}/draft")]
pub async fn write_draft(
    caller: Caller,
    course: Path<CourseId>,
    if_match: IfMatch,
    body: Body<CourseForm>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let course = *course;
    hallpass
        .read(&caller, move |tx, actor| {
            Ok(tx.permit::<UpdateCourse>(actor, course).map(drop)?)
        })
        .await?;
    let form = body.into_inner();
    let content = block(move || Valid::check(Course::from(form)))
        .await
        .map_err(|_| ApiError::Internal("the judging of a course was cancelled"))?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<UpdateCourse>(actor, course)?;
            let current = author::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&AuthoredCourseView::from(current))?;
            let content = content.as_ref().map_err(violations::refused)?;
            author::revise(tx, &permit, content)?.map_err(|refusal| match refusal {
                RevisionRefusal::SlugTaken(_) => slug_taken(),
                RevisionRefusal::NoMoreVersions => {
                    ApiError::Conflict(ConflictReason::NoMoreVersions)
                }
            })?;
            let written = author::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&AuthoredCourseView::from(written))
        })
        .await
}
