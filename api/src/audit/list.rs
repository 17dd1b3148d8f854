//! `GET /v1/audit/events`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::audit;

use super::{
    events_query::{AuditEventsQuery, filters},
    view::AuditEventView,
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page},
    problem::ApiError,
};

/// List audit events
///
/// What was done and refused in the district, newest first: ids and words, no personal content.
/// Filters select a person, an actor, a kind of event and a period.
#[utoipa::path(
    tag = "audit",
    params(AuditEventsQuery),
    responses((status = OK, description = "A page of events", body = Page<AuditEventView>)),
)]
#[get("/v1/audit/events")]
pub async fn list_audit_events(
    caller: Caller,
    query: Query<AuditEventsQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let events = query.wanted()?;
    let filters = filters(&events);
    let filters = filters
        .each_ref()
        .map(|(name, value)| (*name, value.as_deref()));
    let wanted = hallpass
        .cursors()
        .read_filtered(&request, &query.page(), &filters)?;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(audit::list(tx, &permit, &events, page)?.map(AuditEventView::from))
        })
        .await
}
