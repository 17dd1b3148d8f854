//! `GET /v1/me/timeline`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::progress;

use super::timeline::TimelineEventView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
    problem::ApiError,
};

/// List my learning events
///
/// All events of the caller as a learner, with the caller's own code and answers, newest first.
#[utoipa::path(
    tag = "progress",
    params(PageQuery),
    responses((status = OK, description = "A page of events", body = Page<TimelineEventView>)),
)]
#[get("/v1/me/timeline")]
pub async fn list_my_timeline(
    caller: Caller,
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let course_indexes = hallpass.course_indexes().clone();
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(progress::own_timeline(tx, &permit, &course_indexes, page)?)
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, TimelineEventView::from)
}
