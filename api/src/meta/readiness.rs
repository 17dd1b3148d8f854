//! `GET /readyz`

use actix_web::{get, web::Data};

use crate::{app::Hallpass, http::Answer, problem::ApiError};

/// Check readiness
///
/// Succeeds if the database answers, its schema is the version that this release needs, and the
/// configured keys open it. Otherwise the problem is `not_ready`.
#[utoipa::path(tag = "meta", responses((status = NO_CONTENT, description = "The service is ready")))]
#[get("/readyz")]
pub async fn show_readiness(hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    hallpass.ready().await?;
    Ok(Answer::no_content())
}
