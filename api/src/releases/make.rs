//! `POST /v1/organizations/{organization_id}/releases`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    ids::{CourseId, OrganizationId},
    releases::{ReleaseForm, ReleaseRefused},
};
use persistence::releases;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::ReleaseTableView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// What is to be released.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "course_id": "019958b2-0000-7000-8000-000000000006",
    "form": "counts"
}))]
pub struct NewReleaseRequest {
    /// The course.
    pub course_id: CourseId,
    /// What is said of a group. A course is always released in the same form.
    pub form: ReleaseForm,
}

impl Checked for NewReleaseRequest {}

/// Make a de-identified release
///
/// How far the students of the district have come in a course, by school. Numbers below ten are left out,
/// and so is every number from which one of them follows. A course is released once in 28 days, and not if
/// fewer than ten students came or left since an earlier release.
#[utoipa::path(
    tag = "releases",
    params(("organization_id" = Uuid, Path, description = "The district")),
    request_body = NewReleaseRequest,
    responses(
        (status = CREATED, description = "The release", body = ReleaseTableView),
        (status = CONFLICT, description = "Nothing is released, for the reason named"),
    ),
)]
#[post("/v1/organizations/{organization_id}/releases")]
pub async fn make_release(
    caller: Caller,
    organization: Path<OrganizationId>,
    once: IdempotencyKey,
    body: Body<NewReleaseRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let organization = *organization;
    let once = once.with(&body);
    let (course, form) = (body.course_id, body.form);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, organization)?;
            once.run(tx, &permit, |tx| {
                let made = releases::make(tx, &permit, course, form)?;
                let made = made.map_err(refused)?;
                let place = format!(
                    "/v1/organizations/{organization}/releases/{}",
                    made.release.id
                );
                Answer::created(place, &ReleaseTableView::from(made))
            })
        })
        .await
}

fn refused(refused: ReleaseRefused) -> ApiError {
    ApiError::Conflict(match refused {
        ReleaseRefused::TooFew => ConflictReason::TooFewStudents,
        ReleaseRefused::TooSoon => ConflictReason::ReleasedLately,
        ReleaseRefused::TooSimilar => ConflictReason::TooSimilar,
        ReleaseRefused::OtherForm => ConflictReason::OtherReleaseForm,
    })
}
