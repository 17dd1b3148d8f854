//! `GET /v1/policies`

use actix_web::{get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

use super::version_view::PolicyVersionView;
use crate::{app::Hallpass, http::Answer, problem::ApiError};

/// The versions of the privacy policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyVersions {
    /// All of them, the newest first.
    #[schema(max_items = 1000)]
    pub versions: Vec<PolicyVersionView>,
}

/// List the versions of the privacy policy
///
/// Every version that was ever published, the newest first: what is announced, what is in force and
/// what was before. Public.
#[utoipa::path(
    tag = "policies",
    responses((status = OK, description = "The versions", body = PolicyVersions)),
)]
#[get("/v1/policies")]
pub async fn list_policies(hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    let now = hallpass.now();
    let policies = hallpass.policies();
    let in_force = policies.in_force(now);
    let versions = policies
        .readable(now)
        .map(|published| PolicyVersionView::of(published, in_force, now))
        .collect();
    Ok(Answer::ok(&PolicyVersions { versions })?.public())
}
