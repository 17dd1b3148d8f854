//! `GET /v1/support-grants/{support_grant_id}/student`

use actix_web::{
    get,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::credentials::AccountStatus,
    classes::grade_level::GradeLevel,
    ids::{CourseId, SupportGrantId},
};
use persistence::support::{self, CourseSeen, SupportedStudent};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// How far a student is in a course, for support.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupportedCourseView {
    /// The course.
    pub course_id: CourseId,
    /// In how many activities the student has been.
    #[schema(maximum = 100_000)]
    pub activities_seen: u32,
    /// How many of them are completed.
    #[schema(maximum = 100_000)]
    pub activities_completed: u32,
}

impl From<CourseSeen> for SupportedCourseView {
    fn from(course: CourseSeen) -> Self {
        Self {
            course_id: course.course,
            activities_seen: course.seen,
            activities_completed: course.completed,
        }
    }
}

/// A student as support sees them.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupportedStudentView {
    /// The name that classmates see.
    #[schema(max_length = 170, pattern = "^[^\\r\\n]+$", example = "Ada E.")]
    pub display_name: String,
    /// The beginning of the username; `null` if there is none.
    #[schema(max_length = 3, pattern = "^.*…$", example = "ad…")]
    pub masked_username: Option<String>,
    /// The status of the account.
    pub status: AccountStatus,
    /// The grade level; `null` if it is not known.
    pub grade_level: Option<GradeLevel>,
    /// In how many classes the student is.
    #[schema(maximum = 10_000)]
    pub class_count: u32,
    /// How far the student is in their courses.
    #[schema(max_items = 10_000)]
    pub courses: Vec<SupportedCourseView>,
    /// When the student last signed in; `null` if that is not known any more.
    pub signed_in_at: Option<DateTime<Utc>>,
}

impl From<SupportedStudent> for SupportedStudentView {
    fn from(student: SupportedStudent) -> Self {
        Self {
            display_name: student.display_name,
            masked_username: student.username,
            status: student.status,
            grade_level: student.grade_level,
            class_count: student.classes,
            courses: student.courses.into_iter().map(Into::into).collect(),
            signed_in_at: student.signed_in_at,
        }
    }
}

/// Show the student of a support grant
///
/// Shows an operator the student whom a district opened for a question, while the grant is open. The log of
/// the district records it.
#[utoipa::path(
    tag = "support",
    params(("support_grant_id" = Uuid, Path, description = "The grant")),
    responses((status = OK, description = "The student, masked", body = SupportedStudentView)),
)]
#[get("/v1/support-grants/{support_grant_id}/student")]
pub async fn show_supported_student(
    caller: Caller,
    grant: Path<SupportGrantId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let grant = *grant;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, grant)?;
            let student = support::look(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&SupportedStudentView::from(student))
        })
        .await
}
