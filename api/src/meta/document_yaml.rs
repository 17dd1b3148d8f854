//! `GET /openapi.yaml`

use std::sync::LazyLock;

use actix_web::{
    HttpResponse, get,
    http::header::CACHE_CONTROL,
    web::{Bytes, Data},
};

use super::docs_are_public;
use crate::{app::Hallpass, openapi, problem::ApiError};

static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(openapi::yaml()));

/// Get the OpenAPI document as YAML
///
/// The same document as `/openapi.json`.
#[utoipa::path(
    tag = "meta",
    responses((
        status = OK,
        description = "This document",
        body = String,
        content_type = "application/openapi+yaml",
        example = json!("openapi: 3.1.0\n"),
    )),
)]
#[get("/openapi.yaml")]
pub async fn show_document_yaml(hallpass: Data<Hallpass>) -> Result<HttpResponse, ApiError> {
    docs_are_public(&hallpass)?;
    Ok(HttpResponse::Ok()
        .content_type("application/openapi+yaml")
        .insert_header((CACHE_CONTROL, "public, max-age=60"))
        .body(DOCUMENT.clone()))
}
