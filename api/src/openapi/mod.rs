//! The API document (OpenAPI 3.1): collected from the handlers, completed from the list of
//! operations, the policy and the table of problems.
//!
//! Handlers say what only they know: path, parameters, body, answer. What holds everywhere is added
//! here, one file a concern: fields for auditors, problems, headers, shared parameters, bounds, and
//! examples. How examples are made, `example` says.

#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value without such a member reads as null, and grows one where it is written"
)]

mod auditors;
mod bounds;
mod choices;
mod discriminators;
mod enums;
mod example;
mod fields;
mod head;
mod headers;
mod inline;
mod names;
mod parameters;
mod presence;
mod problems;
mod reach;
mod variants;
mod visit;

use std::{borrow::Cow, sync::LazyLock};

use serde_json::Value;
use utoipa_actix_web::AppExt as _;

pub use self::fields::{tell_bounds, wrong_parameters};
use crate::routes;

static DOCUMENT: LazyLock<Value> = LazyLock::new(assemble);

/// The document that the server serves and `openapi.yaml` holds.
pub fn document() -> &'static Value {
    &DOCUMENT
}

/// The document as JSON, without white space.
pub fn json() -> String {
    DOCUMENT.to_string()
}

/// The document as YAML.
pub fn yaml() -> String {
    let plain = yaml_serde::to_string(&*DOCUMENT).unwrap_or_default();
    plain
        .lines()
        .fold(String::new(), |yaml, line| yaml + &quoted(line) + "\n")
}

/// Quotes an instant: readers of YAML 1.1 take a bare one for something else than a text.
fn quoted(line: &str) -> Cow<'_, str> {
    match line.split_once(": ") {
        Some((name, value)) if chrono::DateTime::parse_from_rfc3339(value).is_ok() => {
            Cow::Owned(format!("{name}: '{value}'"))
        }
        _ => Cow::Borrowed(line),
    }
}

fn assemble() -> Value {
    let (_, mut collected) = actix_web::App::new()
        .into_utoipa_app()
        .configure(routes::mount)
        .split_for_parts();
    problems::add_schemas(&mut collected);
    let mut document = serde_json::to_value(collected).unwrap_or_default();
    names::derive(&mut document);
    choices::merge(&mut document);
    enums::complete(&mut document);
    inline::complete(&mut document);
    names::point(&mut document);
    variants::close(&mut document);
    discriminators::complete(&mut document);
    presence::complete(&mut document);
    auditors::complete(&mut document);
    parameters::complete(&mut document);
    problems::complete(&mut document);
    headers::complete(&mut document);
    bounds::complete(&mut document);
    enums::close_constants(&mut document);
    example::attach(&mut document);
    parameters::share(&mut document);
    head::describe(&mut document);
    document
}
