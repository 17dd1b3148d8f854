//! `POST /v1/classes/{class_id}/students/{student_id}/age/statements`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::{ClassMember, action::RecordAgeEvidence},
    ids::{ClassId, UserId},
    text::YearOrMonth,
};
use persistence::age::{self, NotAuthorized, Stated};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{born, view::StudentAgeView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, FieldError, ProblemKind},
};

/// Evidence of a student's age: one of the two, and no finer than is needed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "born": "2015-03" }))]
pub struct RecordAgeEvidenceRequest {
    /// The year or the month of birth.
    #[validate(custom(function = crate::http::text))]
    pub born: Option<YearOrMonth>,
    /// How many years the student has completed today, at the least.
    #[validate(range(min = 1, max = 120))]
    #[schema(minimum = 1, maximum = 120)]
    pub completed_years: Option<u8>,
}

impl Checked for RecordAgeEvidenceRequest {}

/// Record evidence of a student's age
///
/// What a teacher says is a statement; what an administrator says is the school's record; what a parent
/// says is the parent's. Evidence of less weight that makes the student older is not taken. Evidence of
/// less weight that makes the student younger, and a record that contradicts another one, open a review:
/// until it is resolved the younger age counts. If a student turns out to be a child of whom nothing
/// covers what is held, the account is suspended at once.
#[utoipa::path(
    tag = "age",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    request_body = RecordAgeEvidenceRequest,
    responses((status = OK, description = "What is known now", body = StudentAgeView)),
)]
#[post("/v1/classes/{class_id}/students/{student_id}/age/statements")]
pub async fn record_age_evidence(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    once: IdempotencyKey,
    body: Body<RecordAgeEvidenceRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let member = ClassMember { class, student };
    let stated = stated(&body, hallpass.now())?;
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<RecordAgeEvidence>(actor, member)?;
            once.run(tx, &permit, |tx| {
                age::record(tx, &permit, stated)?.map_err(refused)?;
                let age = age::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
                Answer::ok(&StudentAgeView::from(age))
            })
        })
        .await
}

fn stated(body: &RecordAgeEvidenceRequest, now: DateTime<Utc>) -> Result<Stated, ApiError> {
    match (&body.born, body.completed_years) {
        (Some(text), None) => born::read("/born", text, now).map(Stated::Born),
        (None, Some(years)) => Ok(Stated::Completed(years)),
        (None, None) | (Some(_), Some(_)) => Err(ApiError::fields(vec![FieldError::new(
            "/born",
            "one_of_two",
            "must be there, or else completed_years",
        )])),
    }
}

fn refused(NotAuthorized: NotAuthorized) -> ApiError {
    ProblemKind::SchoolAuthorizationRequired.into()
}
