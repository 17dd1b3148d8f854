//! `PATCH /v1/schools/{school_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::organizations::schools::{self, NewSchool};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{SchoolView, source_id_taken};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Change, Checked, IfMatch, MERGE_PATCH, line},
    problem::{ApiError, FieldError},
};

/// Changes of a school. Absent members are not changed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateSchoolRequest {
    /// Its name.
    #[validate(custom(function = line::<1, 120>))]
    #[schema(
        min_length = 1,
        max_length = 120,
        pattern = r"^\S(.*\S)?$",
        example = "Maple Elementary",
        nullable = false
    )]
    #[serde(default, deserialize_with = "crate::http::non_null")]
    pub name: Option<String>,
    /// The IANA name of its time zone.
    #[validate(custom(function = super::super::checks::iana_zone))]
    #[schema(
        max_length = 64,
        pattern = "^[A-Za-z0-9_+/-]+$",
        example = "America/Los_Angeles",
        nullable = false
    )]
    #[serde(default, deserialize_with = "crate::http::non_null")]
    pub time_zone: Option<String>,
    /// Its key in rosters: the `sourcedId` under which `OneRoster` bundles name it; `null` for none.
    #[serde(default)]
    #[schema(
        value_type = Option<String>,
        min_length = 1,
        max_length = 255,
        pattern = r"^\S(.*\S)?$",
        example = "school-18"
    )]
    pub source_id: Change<String>,
}

impl Checked for UpdateSchoolRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Update a school
///
/// A change of the time zone changes the instants at which access through its classes ends.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body(content = UpdateSchoolRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The updated school", body = SchoolView)),
)]
#[patch("/v1/schools/{school_id}")]
pub async fn update_school(
    caller: Caller,
    school: Path<SchoolId>,
    if_match: IfMatch,
    body: Body<UpdateSchoolRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    check_source_id(&body)?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            let current = schools::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&SchoolView::from(current.clone()))?;
            let new = NewSchool {
                name: body.name.clone().unwrap_or(current.name),
                time_zone: body.time_zone.clone().unwrap_or(current.time_zone),
                source_id: body.source_id.clone().over(current.source_id),
            };
            schools::update(tx, &permit, &new)?.map_err(source_id_taken)?;
            let changed = schools::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&SchoolView::from(changed))
        })
        .await
}

fn check_source_id(body: &UpdateSchoolRequest) -> Result<(), ApiError> {
    let Change::Set(source_id) = &body.source_id else {
        return Ok(());
    };
    line::<1, 255>(source_id).map_err(|failure| {
        let message = failure.message.unwrap_or_default();
        ApiError::fields(vec![FieldError::new("/source_id", failure.code, message)])
    })
}
