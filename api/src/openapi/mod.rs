//! The API document (OpenAPI 3.1): collected from the handlers, completed from the list of
//! operations, the policy and the table of problems.
//!
//! Handlers say what only they know: path, parameters, body, answer. What holds everywhere is added
//! here, one file a concern: fields for auditors, problems, headers, shared parameters, bounds, and
//! examples. To show an example, see [`Example`].

mod auditors;
mod bounds;
mod example;
mod head;
mod headers;
mod parameters;
mod problems;
mod visit;

use std::sync::LazyLock;

pub use example::{Example, instant};
use serde_json::Value;
use utoipa_actix_web::AppExt as _;

use crate::routes;

static DOCUMENT: LazyLock<Value> = LazyLock::new(assemble);

/// The document that the server serves and `openapi.yaml` holds.
pub fn document() -> &'static Value {
    &DOCUMENT
}

/// The document as JSON.
pub fn json() -> String {
    format!("{:#}", *DOCUMENT)
}

/// The document as YAML.
///
/// # Errors
/// If it does not encode.
pub fn yaml() -> Result<String, yaml_serde::Error> {
    yaml_serde::to_string(&*DOCUMENT)
}

fn assemble() -> Value {
    let (_, mut collected) = actix_web::App::new()
        .into_utoipa_app()
        .configure(routes::mount)
        .split_for_parts();
    problems::add_schemas(&mut collected);
    let mut document = serde_json::to_value(collected).unwrap_or_default();
    auditors::complete(&mut document);
    parameters::complete(&mut document);
    problems::complete(&mut document);
    headers::complete(&mut document);
    bounds::complete(&mut document);
    example::attach(&mut document);
    parameters::share(&mut document);
    head::describe(&mut document);
    document
}
