//! `PATCH /v1/schools/{school_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use domain::text::{SchoolName, SourceId, TimeZoneName};
use persistence::organizations::schools::{self, NewSchool};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{SchoolView, source_id_taken};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Change, Checked, IfMatch, MERGE_PATCH},
    problem::ApiError,
};

/// Changes of a school. Absent members are not changed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "source_id": "school-18" }))]
pub struct UpdateSchoolRequest {
    /// Its name.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[validate(custom(function = crate::http::text))]
    #[schema(nullable = false)]
    pub name: Option<SchoolName>,
    /// The IANA name of its time zone.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[validate(custom(function = crate::http::text))]
    #[schema(nullable = false)]
    pub time_zone: Option<TimeZoneName>,
    /// Its key in rosters: the `sourcedId` under which `OneRoster` bundles name it; `null` for none.
    #[serde(default)]
    #[validate(custom(function = crate::http::changed_text))]
    #[schema(value_type = Option<SourceId>)]
    pub source_id: Change<SourceId>,
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
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            let current = schools::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&SchoolView::from(current.clone()))?;
            let new = NewSchool {
                name: body.name.clone().map_or(current.name, String::from),
                time_zone: body
                    .time_zone
                    .clone()
                    .map_or(current.time_zone, String::from),
                source_id: body
                    .source_id
                    .clone()
                    .map(String::from)
                    .over(current.source_id),
            };
            schools::update(tx, &permit, &new)?.map_err(source_id_taken)?;
            let changed = schools::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&SchoolView::from(changed))
        })
        .await
}
