//! `POST /v1/authored-courses`

use actix_web::{post, web::Data};
use domain::{
    access::action::{CreateCourse, ReadCourse},
    courses::{Valid, outline::CourseDetails},
    text::{CourseSlug, CourseSummary, CourseTitle, LanguageTag},
};
use persistence::courses::author;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{slug_taken, view::AuthoredCourseView};
use crate::{
    app::Hallpass,
    caller::Caller,
    courses::{course_form::GradeBandForm, violations},
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// A course to begin.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateAuthoredCourseRequest {
    /// The name in URLs, unique in the organization.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// A summary of the content, shown in lists of courses.
    #[schema(value_type = CourseSummary)]
    pub summary: String,
    /// The language it is written in: a BCP 47 tag of a language and perhaps a region.
    #[schema(value_type = LanguageTag)]
    pub language: String,
    /// For whom it is written.
    pub grade_band: GradeBandForm,
}

impl Checked for CreateAuthoredCourseRequest {}

impl From<CreateAuthoredCourseRequest> for CourseDetails {
    fn from(request: CreateAuthoredCourseRequest) -> Self {
        Self {
            slug: request.slug,
            title: request.title,
            summary: request.summary,
            language: request.language,
            grade_band: request.grade_band.into(),
        }
    }
}

/// Create a course
///
/// The caller becomes its author. It starts with an empty draft that only the author can see.
#[utoipa::path(
    tag = "courses",
    request_body = CreateAuthoredCourseRequest,
    responses((status = CREATED, description = "The course", body = AuthoredCourseView)),
)]
#[post("/v1/authored-courses")]
pub async fn create_authored_course(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<CreateAuthoredCourseRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    hallpass
        .read(&caller, move |tx, actor| {
            Ok(tx
                .permit::<CreateCourse>(actor, actor.organization())
                .map(drop)?)
        })
        .await?;
    let details = Valid::check(CourseDetails::from(body.into_inner()));
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let details = details.as_ref().map_err(violations::refused)?;
                let course = author::begin(tx, &permit, details)?.map_err(|_| slug_taken())?;
                let permit = tx.permit::<ReadCourse>(actor, course)?;
                let begun = author::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
                Answer::created(
                    format!("/v1/authored-courses/{course}"),
                    &AuthoredCourseView::from(begun),
                )
            })
        })
        .await
}
