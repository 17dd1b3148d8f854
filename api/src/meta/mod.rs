//! About the service itself: whether it lives, what it allows, what it can do.

mod docs;
mod document_json;
mod document_yaml;
mod health;
mod limits;
mod readiness;

use actix_web::web::ServiceConfig;
use document_json::show_document_json;
use document_yaml::show_document_yaml;
use health::show_health;
pub use limits::LimitsView;
use limits::show_limits;
use readiness::show_readiness;

use crate::{app::Hallpass, config::Docs, problem::ApiError};

operations! {
    show_health => Nothing, Nothing, [];
    show_readiness => Nothing, Nothing, [];
    show_limits => Nothing, Nothing, [];
    show_document_json => Nothing, Nothing, [];
    show_document_yaml => Nothing, Nothing, [];
}

/// Addresses, all of them read by GET, that are pages for people and no operations.
pub const PAGES: [&str; 2] = ["/docs", "/docs/{file:.*}"];

/// Mounts the pages for people.
pub fn mount_pages(config: &mut ServiceConfig) {
    config
        .service(docs::redirect_to_docs)
        .service(docs::show_docs);
}

/// The document is only for those to whom the configuration shows it.
fn docs_are_public(hallpass: &Hallpass) -> Result<(), ApiError> {
    match hallpass.service().docs {
        Docs::Public => Ok(()),
        Docs::Off => Err(ApiError::NOT_FOUND),
    }
}
