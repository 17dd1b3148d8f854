//! `GET /v1/me/retention`

use actix_web::{get, web::Data};
use persistence::retention;

use super::view::MyRetentionView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show what of one's own work ends
///
/// Feedback and code that are long past are deleted while the account stays. From 60 days before, the day
/// stands here, for no message is ever sent to a student. Until then a copy can be asked for at
/// `/v1/me/exports`.
#[utoipa::path(
    tag = "retention",
    responses((status = OK, description = "What ends, and when", body = MyRetentionView)),
)]
#[get("/v1/me/retention")]
pub async fn show_my_retention(
    caller: Caller,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            Answer::ok(&MyRetentionView::from(retention::mine(tx, &permit)?))
        })
        .await
}
