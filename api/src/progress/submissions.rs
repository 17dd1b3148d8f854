//! `GET /v1/classes/{class_id}/activities/{activity_id}/submissions`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::action::ReadClassWork,
    ids::{ActivityId, ClassId, UserId},
    text::DisplayName,
};
use persistence::progress::{self, Submission};
use serde::Serialize;
use utoipa::ToSchema;

use super::timeline::TimelineEventView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// What the students of a class last handed in for an activity.
#[derive(Serialize, ToSchema)]
pub struct SubmissionsView {
    /// The class.
    pub class_id: ClassId,
    /// The activity.
    pub activity_id: ActivityId,
    /// The students who are in the class, by name.
    #[schema(max_items = 1000)]
    pub submissions: Vec<SubmissionView>,
}

/// A student, and what they last handed in.
#[derive(Serialize, ToSchema)]
pub struct SubmissionView {
    /// The student.
    pub student_id: UserId,
    /// Their display name.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// Their last attempt or answer; `null` if there is none. Earlier ones are in their timeline, with
    /// `activity_id`.
    pub last: Option<TimelineEventView>,
}

impl From<Submission> for SubmissionView {
    fn from(submission: Submission) -> Self {
        Self {
            student_id: submission.student,
            display_name: submission.display_name,
            last: submission.last.map(Into::into),
        }
    }
}

/// List the submissions of a class for an activity
///
/// What each student of the class last handed in. Answers to prompts are shown to the teacher of record
/// only, and only from the time in which both were in the class; content that the caller may not see
/// is marked as withheld.
#[utoipa::path(
    tag = "progress",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("activity_id" = Uuid, Path, description = "The activity"),
    ),
    responses((status = OK, description = "The submissions", body = SubmissionsView)),
)]
#[get("/v1/classes/{class_id}/activities/{activity_id}/submissions")]
pub async fn list_class_submissions(
    caller: Caller,
    path: Path<(ClassId, ActivityId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class_id, activity_id) = path.into_inner();
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadClassWork>(actor, class_id)?;
            let found = progress::submissions(tx, &permit, &course_indexes, activity_id)?;
            let found = found.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&SubmissionsView {
                class_id,
                activity_id,
                submissions: found.into_iter().map(Into::into).collect(),
            })
        })
        .await
}
