//! Pages for people: what this is, how the API is used, and examples that run.
//!
//! They are made once, from the document and the guides, and are the only answers that a browser
//! renders. No page takes data of anybody, the examples ask the API as any client does; the pages on
//! which a parent decides, and that of a student's record, are the exceptions, and stand with what they are about.

mod assets;
mod documentation;
mod examples;
mod facts;
mod file;
mod guides;
mod landing;
mod logins;
mod markdown;
mod operation;
mod reading;
mod schema;
mod search;
mod status;

use actix_web::web::ServiceConfig;

pub(crate) use file::File;
pub use logins::DemoLogins;
pub(crate) use markdown::rendered;

use crate::{app::Hallpass, config::Docs, consent, policies, problem::ApiError, records};

/// Addresses, all of them read by GET, that are pages for people and no operations.
pub const ADDRESSES: [&str; 15] = [
    "/",
    "/assets/{file}",
    "/consent/{token}",
    "/consent/{token}/form",
    "/consent/{token}/not-me",
    "/docs",
    "/docs/",
    "/docs/{page}",
    "/docs/guides/{guide}",
    "/examples/",
    "/examples/{file}",
    "/privacy",
    "/privacy/{version}",
    "/record/{token}",
    "/status",
];

/// Mounts the pages for people.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(landing::show_landing)
        .service(assets::show_asset)
        .service(consent::show_decision)
        .service(consent::decide_on_page)
        .service(consent::show_form)
        .service(consent::show_revocation)
        .service(consent::revoke_on_page)
        .service(records::show_record_page)
        .service(policies::show_policy)
        .service(policies::show_policy_text)
        .service(documentation::redirect_to_docs)
        .service(documentation::show_index)
        .service(documentation::show_page)
        .service(documentation::show_guide)
        .service(examples::show_examples)
        .service(examples::show_example)
        .service(status::show_status_page);
}

/// The document is only for those to whom the configuration shows it.
///
/// # Errors
/// [`ApiError::NOT_FOUND`] if it is not public.
pub fn docs_are_public(hallpass: &Hallpass) -> Result<(), ApiError> {
    match hallpass.service().docs {
        Docs::Public => Ok(()),
        Docs::Off => Err(ApiError::NOT_FOUND),
    }
}
