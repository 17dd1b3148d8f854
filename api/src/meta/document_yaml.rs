//! `GET /openapi.yaml`

use std::sync::LazyLock;

use actix_web::{get, web::Data};

use crate::{app::Hallpass, http::Answer, openapi, pages::docs_are_public, problem::ApiError};

static DOCUMENT: LazyLock<Vec<u8>> = LazyLock::new(|| openapi::yaml().into());

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
pub async fn show_document_yaml(hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    docs_are_public(&hallpass)?;
    Ok(Answer::document("application/openapi+yaml", DOCUMENT.clone()).public())
}
