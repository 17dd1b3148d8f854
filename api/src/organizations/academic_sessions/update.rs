//! `PATCH /v1/academic-sessions/{academic_session_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use chrono::NaiveDate;
use domain::ids::AcademicSessionId;
use domain::text::AcademicSessionTitle;
use persistence::organizations::academic_sessions::{self, AcademicSession};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{ends_before_it_starts, view::AcademicSessionView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IfMatch, MERGE_PATCH},
    problem::ApiError,
};

/// Changes of a term or school year. Absent members are not changed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateAcademicSessionRequest {
    /// Its title.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[validate(custom(function = crate::http::text))]
    #[schema(nullable = false)]
    pub title: Option<AcademicSessionTitle>,
    /// Its first day.
    #[validate(custom(function = super::super::checks::school_day))]
    #[schema(nullable = false)]
    #[serde(default, deserialize_with = "crate::http::non_null")]
    pub starts_on: Option<NaiveDate>,
    /// Its last day.
    #[validate(custom(function = super::super::checks::school_day))]
    #[schema(nullable = false)]
    #[serde(default, deserialize_with = "crate::http::non_null")]
    pub ends_on: Option<NaiveDate>,
}

impl Checked for UpdateAcademicSessionRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Update an academic session
///
/// Access through its classes then ends 30 days after the new last day.
#[utoipa::path(
    tag = "organizations",
    params(("academic_session_id" = Uuid, Path, description = "The session")),
    request_body(
        content = UpdateAcademicSessionRequest,
        content_type = "application/merge-patch+json",
    ),
    responses(
        (status = OK, description = "The updated academic session", body = AcademicSessionView),
    ),
)]
#[patch("/v1/academic-sessions/{academic_session_id}")]
pub async fn update_academic_session(
    caller: Caller,
    session: Path<AcademicSessionId>,
    if_match: IfMatch,
    body: Body<UpdateAcademicSessionRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let session = *session;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            let current =
                academic_sessions::read(tx, &permit, session)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&AcademicSessionView::from(current.clone()))?;
            let changed = AcademicSession {
                title: body.title.clone().map_or(current.title, String::from),
                starts_on: body.starts_on.unwrap_or(current.starts_on),
                ends_on: body.ends_on.unwrap_or(current.ends_on),
                ..current
            };
            if changed.ends_on < changed.starts_on {
                return Err(ends_before_it_starts());
            }
            academic_sessions::update(tx, &permit, &changed)?;
            let changed =
                academic_sessions::read(tx, &permit, session)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&AcademicSessionView::from(changed))
        })
        .await
}
