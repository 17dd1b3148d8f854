//! `GET /v1/me/progress`

use actix_web::{get, web::Data};
use persistence::progress;

use super::own_view::MyProgressView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get my progress
///
/// The caller's progress in the courses of the current classes, and the lesson to resume.
#[utoipa::path(
    tag = "progress",
    responses((status = OK, description = "The progress of the caller", body = MyProgressView)),
)]
#[get("/v1/me/progress")]
pub async fn show_my_progress(
    caller: Caller,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            let courses = progress::own(tx, &permit, &course_indexes)?;
            Answer::ok(&MyProgressView::from(courses))
        })
        .await
}
