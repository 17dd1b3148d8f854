//! `GET /healthz`

use actix_web::get;

use crate::{http::Answer, problem::ApiError};

/// Say whether the process lives
///
/// Asks nothing of the database: an instance that waits for its database must not be restarted for
/// it.
#[utoipa::path(tag = "meta", responses((status = NO_CONTENT, description = "It lives")))]
#[get("/healthz")]
pub async fn show_health() -> Result<Answer, ApiError> {
    Ok(Answer::no_content())
}
