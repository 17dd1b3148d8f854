//! `GET /v1/me/age`

use actix_web::{get, web::Data};
use persistence::age;

use super::view::OwnAgeView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show what one's own age changes
///
/// For students: the band of age for which they count, and the ages that were announced and reached. An
/// announcement stands here, for no message is ever sent to a student.
#[utoipa::path(
    tag = "age",
    responses((status = OK, description = "What the age changes", body = OwnAgeView)),
)]
#[get("/v1/me/age")]
pub async fn show_own_age(caller: Caller, hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            let age = age::own(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&OwnAgeView::from(age))
        })
        .await
}
