//! `GET /v1/me/feedback`

use actix_web::{get, web::Data};
use persistence::progress;

use super::feedback::FeedbackView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
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
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(progress::own_feedback(tx, &permit, page)?.map(FeedbackView::from))
        })
        .await
}
