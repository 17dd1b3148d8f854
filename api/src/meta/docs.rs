//! `/docs/`: the document for people.
//!
//! Swagger UI from files inside the binary. Its page names all its scripts and styles as files, so
//! it works under a policy that lets nothing in from elsewhere, and nothing out: no inline script,
//! no inline style, and no validator that would be sent the document.

use std::sync::{Arc, LazyLock};

use actix_web::{
    HttpResponse, get,
    http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, LOCATION},
    web::{Data, Path},
};
use utoipa_swagger_ui::Config;

use super::docs_are_public;
use crate::{app::Hallpass, problem::ApiError};

/// What the page may load and ask: what this server serves. Images are also in its style sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

static PAGE: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    let config = Config::new(["/openapi.json"])
        .validator_url("none")
        .doc_expansion("list")
        .default_models_expand_depth(0)
        .filter(true)
        .display_request_duration(true)
        .try_it_out_enabled(false);
    Arc::new(config)
});

#[get("/docs")]
pub async fn redirect_to_docs(hallpass: Data<Hallpass>) -> Result<HttpResponse, ApiError> {
    docs_are_public(&hallpass)?;
    Ok(HttpResponse::PermanentRedirect()
        .insert_header((LOCATION, "/docs/"))
        .finish())
}

#[get("/docs/{file:.*}")]
pub async fn show_docs(
    file: Path<String>,
    hallpass: Data<Hallpass>,
) -> Result<HttpResponse, ApiError> {
    docs_are_public(&hallpass)?;
    let file = utoipa_swagger_ui::serve(&file, Arc::clone(&PAGE))
        .map_err(|_| ApiError::Internal("a file of the documentation is unreadable"))?
        .ok_or(ApiError::NOT_FOUND)?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(file.content_type)
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY));
    if file.gzpipped {
        response.insert_header((CONTENT_ENCODING, "gzip"));
    }
    Ok(response.body(file.bytes.into_owned()))
}
