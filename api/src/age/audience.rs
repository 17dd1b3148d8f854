//! `GET` and `PATCH /v1/organizations/{organization_id}/audience`

use actix_web::{
    get, patch,
    web::{Data, Path},
};
use domain::{access::action::ManageAudience, accounts::context::Audience, ids::OrganizationId};
use persistence::age;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IfMatch, MERGE_PATCH},
    problem::ApiError,
};

/// For whom an organization offers its courses.
#[derive(Debug, Serialize, ToSchema)]
pub struct AudienceView {
    /// The audience. It decides whether there is an age gate.
    pub audience: Audience,
}

/// For whom the organization is to offer its courses.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "audience": "mixed_audience" }))]
pub struct UpdateAudienceRequest {
    /// The audience.
    pub audience: Audience,
}

impl Checked for UpdateAudienceRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Show the audience of an organization
///
/// For whom it offers its courses: mainly for children, unless a district administrator says otherwise.
#[utoipa::path(
    tag = "age",
    params(("organization_id" = Uuid, Path, description = "The organization")),
    responses((status = OK, description = "The audience", body = AudienceView)),
)]
#[get("/v1/organizations/{organization_id}/audience")]
pub async fn show_audience(
    caller: Caller,
    organization: Path<OrganizationId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let organization = *organization;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ManageAudience>(actor, organization)?;
            Answer::ok(&AudienceView {
                audience: age::audience(tx, &permit)?,
            })
        })
        .await
}

/// Update the audience of an organization
///
/// An organization that is mainly for children has no age gate, and every learner counts as a child
/// until evidence says otherwise. Accounts that exist stay, whatever the audience becomes.
#[utoipa::path(
    tag = "age",
    params(("organization_id" = Uuid, Path, description = "The organization")),
    request_body(content = UpdateAudienceRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The audience", body = AudienceView)),
)]
#[patch("/v1/organizations/{organization_id}/audience")]
pub async fn update_audience(
    caller: Caller,
    organization: Path<OrganizationId>,
    if_match: IfMatch,
    body: Body<UpdateAudienceRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let organization = *organization;
    let wanted = body.audience;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<ManageAudience>(actor, organization)?;
            if_match.holds(&AudienceView {
                audience: age::audience(tx, &permit)?,
            })?;
            age::set_audience(tx, &permit, wanted)?;
            Answer::ok(&AudienceView { audience: wanted })
        })
        .await
}
