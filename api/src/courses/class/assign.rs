//! `POST /v1/classes/{class_id}/courses`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    courses::assignment::Visibility,
    ids::{ClassId, CourseVersionId},
};
use persistence::courses::{self, AssignmentRefusal, NewAssignment};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{schedule::schedule, view::CourseAssignmentView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, FieldError, ProblemKind},
};

/// A course version for a class.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignCourseRequest {
    /// A published version, of the catalogue or of the organization.
    pub course_version_id: CourseVersionId,
    /// Its place among the courses of the class; without one it comes last.
    #[validate(range(min = 1, max = 1000))]
    #[schema(minimum = 1, maximum = 1000, example = 1)]
    pub position: Option<i32>,
    /// Whether students see it: `visible` if it is not said.
    pub visibility: Option<Visibility>,
    /// When students can begin, if not at once.
    pub opens_at: Option<DateTime<Utc>>,
    /// When the work is due, if ever.
    pub due_at: Option<DateTime<Utc>>,
}

impl AssignCourseRequest {
    fn assignment(&self) -> Result<NewAssignment, ApiError> {
        let visibility = self.visibility.unwrap_or(Visibility::Visible);
        Ok(NewAssignment {
            version: self.course_version_id,
            schedule: schedule(visibility, self.opens_at, self.due_at)?,
            position: self.position,
        })
    }
}

impl Checked for AssignCourseRequest {}

/// Assign a course to a class
///
/// The class keeps the assigned version when a newer one is published, until its assignment is moved
/// to that. A class has a course once.
#[utoipa::path(
    tag = "courses",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body = AssignCourseRequest,
    responses((status = CREATED, description = "The assignment", body = CourseAssignmentView)),
)]
#[post("/v1/classes/{class_id}/courses")]
pub async fn assign_course(
    caller: Caller,
    class: Path<ClassId>,
    once: IdempotencyKey,
    body: Body<AssignCourseRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, class)?;
            once.run(tx, &permit, |tx| {
                let new = body.assignment()?;
                let assigned = courses::assign(tx, &permit, new)?.map_err(refused)?;
                let id = assigned.record.id;
                Answer::created(
                    format!("/v1/classes/{class}/courses/{id}"),
                    &CourseAssignmentView::from(assigned),
                )
            })
        })
        .await
}

fn refused(refusal: AssignmentRefusal) -> ApiError {
    let (kind, code, message) = match refusal {
        AssignmentRefusal::NoSuchVersion => (
            ProblemKind::InvalidFields,
            "unknown",
            "is not a published version",
        ),
        AssignmentRefusal::Assigned => (
            ProblemKind::AlreadyExists,
            "taken",
            "is of a course that the class has: change the version of its assignment",
        ),
    };
    ApiError::Fields {
        kind,
        errors: vec![FieldError::new("/course_version_id", code, message)],
    }
}
