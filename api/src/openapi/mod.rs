//! The API document (OpenAPI 3.1): collected from the handlers, completed from the list of
//! operations and the policy.

mod auditors;
mod head;

use utoipa::openapi::OpenApi;
use utoipa_actix_web::AppExt;

use crate::routes;

/// The document that the server serves and `openapi.yaml` holds.
pub fn document() -> OpenApi {
    let (_, mut document) = actix_web::App::new()
        .into_utoipa_app()
        .configure(routes::mount)
        .split_for_parts();
    head::describe(&mut document);
    auditors::complete(&mut document);
    document
}
