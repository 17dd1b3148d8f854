//! `POST /v1/classes/{class_id}/students/{student_id}/feedback`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    ids::{ActivityId, ClassId, ProgressEventId, UserId},
    progress::feedback::FeedbackCode,
};
use persistence::progress::{self, FeedbackRefusal, NewFeedback};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::feedback::FeedbackView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What to say to a student.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"activity_id": "881c8dc4-34d9-8b7f-a228-a92666129894", "code": "kept_going"}))]
pub struct GiveFeedbackRequest {
    /// The activity that it is about.
    pub activity_id: ActivityId,
    /// The attempt at it that it is about, if it is about one.
    pub event_id: Option<ProgressEventId>,
    /// What it says.
    pub code: FeedbackCode,
}

impl Checked for GiveFeedbackRequest {}

/// Give feedback to a student
///
/// Feedback is one of a few fixed codes, which the client shows in the student's language; free
/// text is not accepted. The activity must belong to a course that the class has or had.
#[utoipa::path(
    tag = "progress",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    request_body = GiveFeedbackRequest,
    responses((status = CREATED, description = "The feedback", body = FeedbackView)),
)]
#[post("/v1/classes/{class_id}/students/{student_id}/feedback")]
pub async fn give_feedback(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    once: IdempotencyKey,
    body: Body<GiveFeedbackRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let member = ClassMember { class, student };
    let once = once.with(&body);
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, member)?;
            once.run(tx, &permit, |tx| {
                let new = NewFeedback {
                    activity: body.activity_id,
                    event: body.event_id,
                    code: body.code,
                };
                let given = progress::give(tx, &permit, &course_indexes, new)?;
                let record = given.map_err(refused)?;
                let place = format!("/v1/classes/{class}/students/{student}/feedback");
                Answer::created(place, &FeedbackView::from(record))
            })
        })
        .await
}

fn refused(refusal: FeedbackRefusal) -> ApiError {
    let (pointer, message) = match refusal {
        FeedbackRefusal::NotAssigned => (
            "/activity_id",
            "is not an activity of a course of this class",
        ),
        FeedbackRefusal::NoSuchAttempt => (
            "/event_id",
            "is not an attempt of the student at the activity",
        ),
    };
    ApiError::field(pointer, "unknown", message)
}
