//! `GET /v1/me/timeline`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::progress;

use super::{timeline::TimelineEventView, timeline_query::TimelineQuery};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page},
    problem::ApiError,
};

/// List my learning events
///
/// All events of the caller as a learner, with the caller's own code and answers, newest first.
#[utoipa::path(
    tag = "progress",
    params(TimelineQuery),
    responses((status = OK, description = "A page of events", body = Page<TimelineEventView>)),
)]
#[get("/v1/me/timeline")]
pub async fn list_my_timeline(
    caller: Caller,
    query: Query<TimelineQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (events, wanted) = (query.events(), query.wanted(&request, &hallpass)?);
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(
                progress::own_timeline(tx, &permit, &course_indexes, events, page)?
                    .map(TimelineEventView::from),
            )
        })
        .await
}
