//! `GET /healthz`

use actix_web::get;

use crate::{http::Answer, problem::ApiError};

/// Check liveness
///
/// Answers as long as the process runs. The database is not asked, so that an instance that waits
/// for its database is not restarted.
#[utoipa::path(tag = "meta", responses((status = NO_CONTENT, description = "The process is alive")))]
#[get("/healthz")]
pub async fn show_health() -> Result<Answer, ApiError> {
    Ok(Answer::no_content())
}
