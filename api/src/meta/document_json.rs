//! `GET /openapi.json`

use std::sync::LazyLock;

use actix_web::{
    HttpResponse, get,
    http::header::CACHE_CONTROL,
    web::{Bytes, Data},
};

use super::docs_are_public;
use crate::{app::Hallpass, openapi, problem::ApiError};

static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(openapi::json()));

/// Get the OpenAPI document as JSON
///
/// OpenAPI 3.1, as `application/openapi+json`. An instance can be configured not to publish it.
#[utoipa::path(
    tag = "meta",
    responses((
        status = OK,
        description = "This document",
        body = String,
        content_type = "application/openapi+json",
        example = json!("{\"openapi\":\"3.1.0\"}"),
    )),
)]
#[get("/openapi.json")]
pub async fn show_document_json(hallpass: Data<Hallpass>) -> Result<HttpResponse, ApiError> {
    docs_are_public(&hallpass)?;
    Ok(HttpResponse::Ok()
        .content_type("application/openapi+json")
        .insert_header((CACHE_CONTROL, "public, max-age=60"))
        .body(DOCUMENT.clone()))
}
