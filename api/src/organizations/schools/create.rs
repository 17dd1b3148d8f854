//! `POST /v1/schools`

use actix_web::{post, web::Data};
use domain::text::{SchoolName, SourceId, TimeZoneName};
use persistence::organizations::schools::{self, NewSchool};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{SchoolView, source_id_taken};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// A school to add.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateSchoolRequest {
    /// Its name.
    #[validate(custom(function = crate::http::text))]
    pub name: SchoolName,
    /// The IANA name of its time zone, by whose clocks its days begin and end.
    #[validate(custom(function = crate::http::text))]
    pub time_zone: TimeZoneName,
    /// Its key in rosters: the `sourcedId` under which `OneRoster` bundles name it. With it, the school
    /// of a bundle is this one.
    #[validate(custom(function = crate::http::text))]
    pub source_id: Option<SourceId>,
}

impl Checked for CreateSchoolRequest {}

/// Create a school
///
/// Adds a school to the caller's district. Students can be created in it once its agreement is
/// recorded.
#[utoipa::path(
    tag = "organizations",
    request_body = CreateSchoolRequest,
    responses((status = CREATED, description = "The school", body = SchoolView)),
)]
#[post("/v1/schools")]
pub async fn create_school(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<CreateSchoolRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let new = NewSchool {
                    name: body.name.clone().into(),
                    time_zone: body.time_zone.clone().into(),
                    source_id: body.source_id.clone().map(String::from),
                };
                let school = schools::create(tx, &permit, &new)?.map_err(source_id_taken)?;
                Answer::created(
                    format!("/v1/schools/{}", school.id),
                    &SchoolView::from(school),
                )
            })
        })
        .await
}
