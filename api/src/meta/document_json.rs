//! `GET /openapi.json`

use std::sync::LazyLock;

use actix_web::{get, web::Data};

use crate::{app::Hallpass, http::Answer, openapi, pages::docs_are_public, problem::ApiError};

static DOCUMENT: LazyLock<Vec<u8>> = LazyLock::new(|| openapi::json().into());

/// Get the OpenAPI document as JSON
///
/// OpenAPI 3.1, as `application/openapi+json`. An instance can be configured not to publish it.
#[utoipa::path(
    tag = "meta",
    responses((
        status = OK,
        description = "This document",
        body = Object,
        content_type = "application/openapi+json",
        example = json!({ "openapi": "3.1.0" }),
    )),
)]
#[get("/openapi.json")]
pub async fn show_document_json(hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    docs_are_public(&hallpass)?;
    Ok(Answer::document("application/openapi+json", DOCUMENT.clone()).public())
}
