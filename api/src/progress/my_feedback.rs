//! `GET /v1/me/feedback`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::progress;

use super::feedback::FeedbackView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
    problem::ApiError,
};

/// List my feedback
///
/// The feedback that the caller received, oldest first.
#[utoipa::path(
    tag = "progress",
    params(PageQuery),
    responses((status = OK, description = "A page of feedback", body = Page<FeedbackView>)),
)]
#[get("/v1/me/feedback")]
pub async fn list_my_feedback(
    caller: Caller,
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(progress::own_feedback(tx, &permit, page)?)
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, FeedbackView::from)
}
