//! `GET /v1/audit/events`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use domain::access::authorize;
use persistence::{audit, relationships};

use super::view::AuditEventView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
    problem::ApiError,
};

/// List audit events
///
/// What was done and refused in the district, newest first: ids and words, no personal content.
#[utoipa::path(
    tag = "audit",
    params(PageQuery),
    responses((status = OK, description = "A page of events", body = Page<AuditEventView>)),
)]
#[get("/v1/audit/events")]
pub async fn list_audit_events(
    caller: Caller,
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let facts = relationships::of_organization(tx, actor, actor.organization)?;
            let permit = authorize(&facts)?;
            Ok(audit::list(tx, &permit, page)?)
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, AuditEventView::from)
}
