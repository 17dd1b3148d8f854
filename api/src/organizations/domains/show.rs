//! `GET /v1/organizations/{organization_id}/domains`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::OrganizationId;
use persistence::organizations::domains;

use super::view::DomainsView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get the e-mail domains of a district
///
/// The domains by which its people find where to sign in. The answer's `ETag` is required to change them.
#[utoipa::path(
    tag = "organizations",
    params(("organization_id" = Uuid, Path, description = "The district")),
    responses((status = OK, description = "The domains", body = DomainsView)),
)]
#[get("/v1/organizations/{organization_id}/domains")]
pub async fn show_domains(
    caller: Caller,
    organization: Path<OrganizationId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let organization = *organization;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, organization)?;
            Answer::ok(&DomainsView::from(domains::read(tx, &permit)?))
        })
        .await
}
