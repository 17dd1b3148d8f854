//! `POST /v1/academic-sessions`

use actix_web::{post, web::Data};
use chrono::NaiveDate;
use domain::text::AcademicSessionTitle;
use domain::{ids::AcademicSessionId, organizations::academic_session::AcademicSessionKind};
use persistence::organizations::academic_sessions::{self, CreateOutcome, SessionDetails};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{ends_before_it_starts, view::AcademicSessionView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// A term or school year to add.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "kind": "term" }))]
pub struct CreateAcademicSessionRequest {
    /// The kind of session.
    pub kind: AcademicSessionKind,
    /// Its title.
    #[validate(custom(function = crate::http::text))]
    pub title: AcademicSessionTitle,
    /// Its first day.
    #[validate(custom(function = super::super::checks::school_day))]
    #[schema(example = "2026-08-24")]
    pub starts_on: NaiveDate,
    /// Its last day.
    #[validate(custom(function = super::super::checks::school_day))]
    #[schema(example = "2026-12-18")]
    pub ends_on: NaiveDate,
    /// The calendar year in which its school year ends.
    #[validate(range(min = 2000, max = 2199))]
    #[schema(minimum = 2000, maximum = 2199, format = "int32", example = 2027)]
    pub school_year: i32,
    /// The session that it is a part of.
    #[serde(rename = "parent_academic_session_id")]
    pub parent_id: Option<AcademicSessionId>,
}

impl Checked for CreateAcademicSessionRequest {}

/// Create an academic session
///
/// Adds a term or a school year to the caller's district. Access through its classes ends 30 days
/// after its last day.
#[utoipa::path(
    tag = "organizations",
    request_body = CreateAcademicSessionRequest,
    responses((status = CREATED, description = "The academic session", body = AcademicSessionView)),
)]
#[post("/v1/academic-sessions")]
pub async fn create_academic_session(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<CreateAcademicSessionRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    if body.ends_on < body.starts_on {
        return Err(ends_before_it_starts());
    }
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let new = SessionDetails {
                    kind: body.kind,
                    title: body.title.clone().into(),
                    starts_on: body.starts_on,
                    ends_on: body.ends_on,
                    school_year: body.school_year,
                    parent_id: body.parent_id,
                };
                match academic_sessions::create(tx, &permit, &new)? {
                    CreateOutcome::NoSuchParent => Err(ApiError::field(
                        "/parent_academic_session_id",
                        "unknown",
                        "is not an academic session of this district",
                    )),
                    CreateOutcome::Created(session) => Answer::created(
                        format!("/v1/academic-sessions/{}", session.id),
                        &AcademicSessionView::from(session),
                    ),
                }
            })
        })
        .await
}
