//! `PATCH /v1/academic-sessions/{academic_session_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use chrono::NaiveDate;
use domain::{access::authorize, ids::Id};
use persistence::{
    organizations::academic_sessions::{self, AcademicSession},
    relationships,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{super::checks::day, ends_before_it_starts, view::AcademicSessionView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IfMatch, MERGE_PATCH},
    openapi::Example,
    problem::ApiError,
};

/// Changes of a term or school year. Members that are absent stay as they are.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = UpdateAcademicSessionRequest::example)]
pub struct UpdateAcademicSessionRequest {
    /// Its title.
    #[validate(custom(function = crate::http::line::<1, 255>))]
    #[schema(
        min_length = 1,
        max_length = 255,
        pattern = r"^\S(.*\S)?$",
        example = "Fall 2026",
        nullable = false
    )]
    #[serde(
        default,
        deserialize_with = "crate::http::non_null",
        skip_serializing_if = "Option::is_none"
    )]
    pub title: Option<String>,
    /// Its first day.
    #[validate(custom(function = super::super::checks::school_day))]
    #[schema(nullable = false)]
    #[serde(
        default,
        deserialize_with = "crate::http::non_null",
        skip_serializing_if = "Option::is_none"
    )]
    pub starts_on: Option<NaiveDate>,
    /// Its last day.
    #[validate(custom(function = super::super::checks::school_day))]
    #[schema(nullable = false)]
    #[serde(
        default,
        deserialize_with = "crate::http::non_null",
        skip_serializing_if = "Option::is_none"
    )]
    pub ends_on: Option<NaiveDate>,
}

impl Example for UpdateAcademicSessionRequest {
    fn example() -> Self {
        Self {
            title: None,
            starts_on: None,
            ends_on: Some(day("2026-12-22")),
        }
    }
}

impl Checked for UpdateAcademicSessionRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Change a term or school year
///
/// Access through its classes ends 30 days after its last day, whichever that is now.
#[utoipa::path(
    tag = "organizations",
    params(("academic_session_id" = Uuid, Path, description = "The session")),
    request_body(
        content = UpdateAcademicSessionRequest,
        content_type = "application/merge-patch+json",
    ),
    responses(
        (status = OK, description = "The session after the change", body = AcademicSessionView),
    ),
)]
#[patch("/v1/academic-sessions/{academic_session_id}")]
pub async fn update_academic_session(
    caller: Caller,
    session: Path<Uuid>,
    if_match: IfMatch,
    body: Body<UpdateAcademicSessionRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let session = Id::from_uuid(*session);
    hallpass
        .write(&caller, move |tx, actor| {
            let facts = relationships::of_organization(tx, actor, actor.organization)?;
            let permit = authorize(&facts)?;
            let current =
                academic_sessions::read(tx, &permit, session)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&AcademicSessionView::from(current.clone()))?;
            let changed = AcademicSession {
                title: body.title.clone().unwrap_or(current.title),
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
