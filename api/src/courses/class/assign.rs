//! `POST /v1/classes/{class_id}/courses`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::{ClassId, CourseVersionId};
use persistence::courses::{self, AssignmentRefusal};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::CourseAssignmentView;
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
}

impl Checked for AssignCourseRequest {}

/// Assign a course to a class
///
/// The class keeps the assigned version when a newer one is published.
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
                let version = body.course_version_id;
                let assigned = courses::assign(tx, &permit, version)?.map_err(refused)?;
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
            "is assigned to the class already",
        ),
    };
    ApiError::Fields {
        kind,
        errors: vec![FieldError::new("/course_version_id", code, message)],
    }
}
