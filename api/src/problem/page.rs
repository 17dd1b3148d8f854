//! The pages to which the `type` of a problem leads.

use actix_web::{HttpResponse, get, http::header, web::Path};
use domain::text_enum::TextEnum;

use super::{error::ApiError, kind::ProblemKind};

const EXAMPLE: &str = "not_found (404)\n\nThe resource does not exist, or the caller is not allowed \
    to see it.\nCheck the path and the ids in it.\n";

/// Get the description of a problem type
///
/// The page to which the `type` of a problem leads.
#[utoipa::path(
    tag = "meta",
    params(("code" = String, Path, description = "The problem's code", max_length = 64, pattern = "^[a-z_]+$")),
    responses((status = OK, description = "The description of the problem type", body = String, content_type = "text/plain", example = json!(EXAMPLE))),
)]
#[get("/problems/{code}")]
pub async fn show_problem_type(code: Path<String>) -> Result<HttpResponse, ApiError> {
    let kind = ProblemKind::parse(&code).ok_or(ApiError::NOT_FOUND)?;
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(format!(
            "{} ({})\n\n{}\n{}\n",
            kind.as_str(),
            kind.status().as_u16(),
            kind.title(),
            kind.advice()
        )))
}
