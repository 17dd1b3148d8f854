//! `PATCH /v1/organizations/{organization_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use domain::{ids::OrganizationId, organizations::consent_mode::ConsentMode};
use persistence::organizations::organization;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::OrganizationView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IfMatch, MERGE_PATCH},
    problem::ApiError,
};

/// Changes of an organization.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetConsentModeRequest {
    /// On whose word its students are registered.
    pub consent_mode: ConsentMode,
}

impl Checked for SetConsentModeRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Set the consent mode of an organization
///
/// With `parent_consent_only` the agreements of its schools authorize nothing new: no student is
/// created, and nothing more is recorded of those who are there without a parent's consent. Nothing is
/// deleted (SCH-01).
#[utoipa::path(
    tag = "organizations",
    params(("organization_id" = Uuid, Path, description = "The organization")),
    request_body(content = SetConsentModeRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The updated organization", body = OrganizationView)),
)]
#[patch("/v1/organizations/{organization_id}")]
pub async fn set_consent_mode(
    caller: Caller,
    organization: Path<OrganizationId>,
    if_match: IfMatch,
    body: Body<SetConsentModeRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let organization = *organization;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, organization)?;
            let current = organization::find(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&OrganizationView::from(current))?;
            organization::set_consent_mode(tx, &permit, body.consent_mode)?;
            let changed = organization::find(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&OrganizationView::from(changed))
        })
        .await
}
