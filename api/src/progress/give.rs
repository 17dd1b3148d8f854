//! `POST /v1/classes/{class_id}/students/{student_id}/feedback`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    ids::{ActivityId, ClassId, UserId},
    progress::feedback::FeedbackCode,
};
use persistence::progress::{self, FeedbackRefusal};
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
#[schema(example = json!({"activity_id": "d61139ff-a880-8a88-a340-7f072b3fdc03", "code": "kept_going"}))]
pub struct GiveFeedbackRequest {
    /// The activity that it is about.
    pub activity_id: ActivityId,
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
                let activity = body.activity_id;
                let given = progress::give(tx, &permit, &course_indexes, activity, body.code)?;
                let record = given.map_err(|FeedbackRefusal::NotAssigned| {
                    ApiError::field(
                        "/activity_id",
                        "unknown",
                        "is not an activity of a course of this class",
                    )
                })?;
                let place = format!("/v1/classes/{class}/students/{student}/feedback");
                Answer::created(place, &FeedbackView::from(record))
            })
        })
        .await
}
