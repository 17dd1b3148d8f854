//! `PATCH /v1/classes/{class_id}/courses/{assignment_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::action::AssignCourse,
    courses::assignment::Visibility,
    ids::{ClassId, CourseAssignmentId, CourseVersionId},
};
use persistence::courses::{self, AssignmentChanges, AssignmentRecord, ReassignmentRefusal};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{schedule::schedule, view::ClassCourseView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Change, Checked, IfMatch, MERGE_PATCH},
    problem::{ApiError, FieldError, ProblemKind},
};

/// Changes of the assignment of a course. Absent members are not changed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateCourseAssignmentRequest {
    /// Another published version of the same course.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[schema(nullable = false)]
    pub course_version_id: Option<CourseVersionId>,
    /// Its place among the courses of the class.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[validate(range(min = 1, max = 1000))]
    #[schema(nullable = false, minimum = 1, maximum = 1000, example = 2)]
    pub position: Option<i32>,
    /// Whether students see it.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[schema(nullable = false)]
    pub visibility: Option<Visibility>,
    /// When students can begin; `null` for at once.
    #[serde(default)]
    #[schema(value_type = Option<DateTime<Utc>>)]
    pub opens_at: Change<DateTime<Utc>>,
    /// When the work is due; `null` for never.
    #[serde(default)]
    #[schema(value_type = Option<DateTime<Utc>>)]
    pub due_at: Change<DateTime<Utc>>,
}

impl Checked for UpdateCourseAssignmentRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Update a course of a class
///
/// Changes the version, the place among the courses of the class, when students see it and when the
/// work is due, as a merge patch. Lessons and activities keep their ids in every version of a
/// course, and students keep their progress in them; what would change is told by
/// `GET /v1/classes/{class_id}/courses/{assignment_id}/versions/{version_id}/changes`.
#[utoipa::path(
    tag = "courses",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("assignment_id" = Uuid, Path, description = "The assignment"),
    ),
    request_body(
        content = UpdateCourseAssignmentRequest,
        content_type = "application/merge-patch+json",
    ),
    responses((status = OK, description = "The updated course", body = ClassCourseView)),
)]
#[patch("/v1/classes/{class_id}/courses/{assignment_id}")]
pub async fn update_course_assignment(
    caller: Caller,
    path: Path<(ClassId, CourseAssignmentId)>,
    if_match: IfMatch,
    body: Body<UpdateCourseAssignmentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, assignment) = path.into_inner();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<AssignCourse>(actor, class)?;
            let current =
                courses::assignment(tx, &permit, assignment)?.ok_or(ApiError::NOT_FOUND)?;
            let outline = courses::assigned_outline(tx, &current)?;
            if_match.holds(&ClassCourseView::of(current.clone(), outline.units))?;
            let changes = changes(&body, &current.record, current.version.id)?;
            let after = courses::reassign(tx, &permit, assignment, changes)?.map_err(refused)?;
            let outline = courses::assigned_outline(tx, &after)?;
            Answer::ok(&ClassCourseView::of(after, outline.units))
        })
        .await
}

fn changes(
    body: &UpdateCourseAssignmentRequest,
    current: &AssignmentRecord,
    version: CourseVersionId,
) -> Result<AssignmentChanges, ApiError> {
    Ok(AssignmentChanges {
        version: body.course_version_id.unwrap_or(version),
        schedule: schedule(
            body.visibility.unwrap_or(current.visibility),
            body.opens_at.clone().over(current.opens_at),
            body.due_at.clone().over(current.due_at),
        )?,
        position: body.position.unwrap_or(current.position),
    })
}

fn refused(refusal: ReassignmentRefusal) -> ApiError {
    match refusal {
        ReassignmentRefusal::NoSuchAssignment => ApiError::NOT_FOUND,
        ReassignmentRefusal::NoSuchVersion => ApiError::Fields {
            kind: ProblemKind::InvalidFields,
            errors: vec![FieldError::new(
                "/course_version_id",
                "unknown",
                "is not a published version of the course",
            )],
        },
    }
}
