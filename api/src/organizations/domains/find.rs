//! `GET /v1/auth/organizations`

use actix_web::{
    get,
    web::{Data, Query, ReqData},
};
use domain::ids::PLATFORM;
use persistence::organizations::domains;

use super::{
    domain_query::DomainQuery,
    view::{FoundOrganizationView, FoundOrganizationsView},
};
use crate::{
    app::Hallpass,
    http::{Answer, RequestId},
    origin::Origin,
    problem::ApiError,
};

/// Find organizations by an e-mail domain
///
/// The districts that declared the domain, so that a person who knows their own address finds where to
/// sign in. Says nothing of people: a domain leads to the same districts whether or not an address of it
/// has an account. Public.
#[utoipa::path(
    tag = "auth",
    params(DomainQuery),
    responses((status = OK, description = "The districts", body = FoundOrganizationsView)),
)]
#[get("/v1/auth/organizations")]
pub async fn find_organizations(
    query: Query<DomainQuery>,
    id: ReqData<RequestId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let domain = query.domain()?;
    hallpass
        .read_in(PLATFORM, Origin::api(id.0, None), move |tx| {
            let found = domains::find(tx, &domain)?.into_iter();
            Answer::ok(&FoundOrganizationsView {
                data: found.map(FoundOrganizationView::from).collect(),
            })
        })
        .await
}
