//! `GET /v1/me/timeline`

use actix_web::{get, web::Data};
use persistence::progress;

use super::timeline::TimelineEventView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
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
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(progress::own_timeline(tx, &permit, &course_indexes, page)?
                .map(TimelineEventView::from))
        })
        .await
}
