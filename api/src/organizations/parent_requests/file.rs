//! `POST /v1/schools/{school_id}/parent-requests`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::NaiveDate;
use domain::{
    ids::{SchoolId, UserId},
    organizations::parent_request::{ParentRequestKind, Requester, StudentAge},
};
use persistence::organizations::parent_requests::{self, FileOutcome, NewParentRequest};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{ParentRequestView, refused};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What a parent asks for.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileParentRequest {
    /// The student.
    pub student_id: UserId,
    /// What is asked for.
    pub kind: ParentRequestKind,
    /// Who asks, as the school knows them.
    pub requester: Requester,
    /// How old the student is by the records of the school. Without it the student counts as a child.
    pub student_age: Option<StudentAge>,
    /// Since when the student has not been enrolled in the district, if the requester documents it.
    #[validate(custom(function = super::super::checks::school_day))]
    pub not_enrolled_since: Option<NaiveDate>,
}

impl Checked for FileParentRequest {}

/// Record a parent request
///
/// Records what a parent of a student of the school asks for, and starts its clock (SCH-07). A
/// deletion is done after ten days unless the school answers that it must keep a record that it owns;
/// an account is locked after two working days; a request to collect no more is done at once. Who is
/// not verified has 14 days to be.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body = FileParentRequest,
    responses((status = CREATED, description = "The request", body = ParentRequestView)),
)]
#[post("/v1/schools/{school_id}/parent-requests")]
pub async fn file_parent_request(
    caller: Caller,
    school: Path<SchoolId>,
    once: IdempotencyKey,
    body: Body<FileParentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let once = once.with(&body);
    let new = NewParentRequest {
        student: body.student_id,
        kind: body.kind,
        requester: body.requester,
        student_age: body.student_age,
        not_enrolled_since: body.not_enrolled_since,
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match parent_requests::file(tx, &permit, new)? {
                    FileOutcome::Filed(filed) => Answer::created(
                        format!("/v1/schools/{school}/parent-requests"),
                        &ParentRequestView::from(filed),
                    ),
                    FileOutcome::Refused(refusal) => Err(refused(refusal)),
                    FileOutcome::EnrolledSince => Err(ApiError::field(
                        "/not_enrolled_since",
                        "out_of_range",
                        "must be a day since which the student has been in no class and at no school",
                    )),
                    FileOutcome::NoSuchStudent => Err(ApiError::field(
                        "/student_id",
                        "not_of_the_school",
                        "is not a student of the school",
                    )),
                }
            })
        })
        .await
}
