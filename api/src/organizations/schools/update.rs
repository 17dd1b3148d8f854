//! `PATCH /v1/schools/{school_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use domain::{access::authorize, ids::Id};
use persistence::{
    organizations::schools::{self, NewSchool},
    relationships,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::view::SchoolView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IfMatch, MERGE_PATCH},
    openapi::Example,
    problem::ApiError,
};

/// Changes of a school. Members that are absent stay as they are.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = UpdateSchoolRequest::example)]
pub struct UpdateSchoolRequest {
    /// Its name.
    #[validate(custom(function = crate::http::line::<1, 120>))]
    #[schema(
        min_length = 1,
        max_length = 120,
        pattern = r"^\S(.*\S)?$",
        example = "Maple Elementary",
        nullable = false
    )]
    #[serde(
        default,
        deserialize_with = "crate::http::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// The IANA name of its time zone.
    #[validate(custom(function = super::super::checks::iana_zone))]
    #[schema(
        max_length = 64,
        pattern = "^[A-Za-z0-9_+/-]+$",
        example = "America/Los_Angeles",
        nullable = false
    )]
    #[serde(
        default,
        deserialize_with = "crate::http::given",
        skip_serializing_if = "Option::is_none"
    )]
    pub time_zone: Option<String>,
}

impl Example for UpdateSchoolRequest {
    fn example() -> Self {
        Self {
            name: Some("Maple Elementary School".to_owned()),
            time_zone: None,
        }
    }
}

impl Checked for UpdateSchoolRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Change a school
///
/// By the clocks of another time zone its classes end at other instants.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body(content = UpdateSchoolRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The school after the change", body = SchoolView)),
)]
#[patch("/v1/schools/{school_id}")]
pub async fn update_school(
    caller: Caller,
    school: Path<Uuid>,
    if_match: IfMatch,
    body: Body<UpdateSchoolRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = Id::from_uuid(*school);
    hallpass
        .write(&caller, move |tx, actor| {
            let facts = relationships::of_school(tx, actor, school)?;
            let permit = authorize(&facts)?;
            let current = schools::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&SchoolView::from(current.clone()))?;
            let new = NewSchool {
                name: body.name.clone().unwrap_or(current.name),
                time_zone: body.time_zone.clone().unwrap_or(current.time_zone),
            };
            schools::update(tx, &permit, &new)?;
            let changed = schools::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&SchoolView::from(changed))
        })
        .await
}
