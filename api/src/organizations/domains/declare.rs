//! `PUT /v1/organizations/{organization_id}/domains`

use std::collections::BTreeSet;

use actix_web::{
    put,
    web::{Data, Path},
};
use domain::ids::OrganizationId;
use persistence::organizations::domains;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{DeclaredDomain, DomainsView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IfMatch},
    problem::ApiError,
};

/// The domains of a district.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclareDomainsRequest {
    /// All of them: those that are not named are given up.
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub domains: Vec<DeclaredDomain>,
}

impl Checked for DeclareDomainsRequest {}

/// Declare the e-mail domains of a district
///
/// Replaces the domains by which the district's people find where to sign in. Declare only domains whose
/// addresses the district gives out. A domain can be declared by several districts.
#[utoipa::path(
    tag = "organizations",
    params(("organization_id" = Uuid, Path, description = "The district")),
    request_body = DeclareDomainsRequest,
    responses((status = OK, description = "The domains", body = DomainsView)),
)]
#[put("/v1/organizations/{organization_id}/domains")]
pub async fn declare_domains(
    caller: Caller,
    organization: Path<OrganizationId>,
    if_match: IfMatch,
    body: Body<DeclareDomainsRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let organization = *organization;
    let declared = body
        .domains
        .iter()
        .map(|one| one.domain.as_str().to_owned());
    let declared: BTreeSet<String> = declared.collect();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, organization)?;
            if_match.holds(&DomainsView::from(domains::read(tx, &permit)?))?;
            domains::declare(tx, &permit, &declared)?;
            Answer::ok(&DomainsView::from(domains::read(tx, &permit)?))
        })
        .await
}
