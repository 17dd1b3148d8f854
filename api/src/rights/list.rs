//! `GET /v1/requests`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::rights;

use super::{requests_query::RequestsQuery, view::RightsRequestView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page},
    problem::ApiError,
};

/// List requests
///
/// The requests that the caller made and those that they decide about, the oldest first, each with its
/// clocks and whether it is overdue. Administrators get those about their students, a parent what a child
/// asked for, operators those about adults and homes, without anybody's id.
#[utoipa::path(
    tag = "rights",
    params(RequestsQuery),
    responses((status = OK, description = "A page of requests", body = Page<RightsRequestView>)),
)]
#[get("/v1/requests")]
pub async fn list_requests(
    caller: Caller,
    query: Query<RequestsQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass
        .cursors()
        .read_filtered(&request, &query.page(), &query.filters())?;
    let only_open = query.only_open();
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(rights::list(tx, &permit, only_open, page)?.map(RightsRequestView::from))
        })
        .await
}
