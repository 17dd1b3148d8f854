//! `GET /readyz`

use actix_web::{get, web::Data};

use crate::{app::Hallpass, http::Answer, problem::ApiError};

/// Say whether the service can serve
///
/// The database answers, its schema is this program's, and the configured keys open it. Otherwise
/// the problem `not_ready`.
#[utoipa::path(tag = "meta", responses((status = NO_CONTENT, description = "It can")))]
#[get("/readyz")]
pub async fn show_readiness(hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    hallpass.ready().await?;
    Ok(Answer::no_content())
}
