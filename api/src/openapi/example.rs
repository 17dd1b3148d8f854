//! Examples, made from the types that handlers really answer with and read.
//!
//! A type shows itself once, beside its fields, and every body that is it, or a page of it, gets the
//! example:
//!
//! ```ignore
//! #[derive(Serialize, ToSchema)]
//! #[schema(example = ClassView::example)]
//! pub struct ClassView { .. }
//!
//! impl Example for ClassView {
//!     fn example() -> Self { .. }
//! }
//! ```
//!
//! A request does the same; one that must not be encoded, since it holds a secret, states
//! `#[schema(example = json!({ .. }))]`. Nothing goes stale: a test replays the example of every
//! request against the server and compares every answer with the document.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::visit;

/// A type that can show itself.
pub trait Example: Serialize {
    /// A realistic value. Names and addresses are made up (`example.edu`).
    fn example() -> Self;
}

/// The instant of an example, as RFC 3339 writes it.
pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_default()
}

/// Shows examples where bodies are described, instead of where types are.
pub(super) fn attach(document: &mut Value) {
    let mut known = visit::Members::new();
    let named = document["components"]["schemas"].as_object_mut();
    for (name, schema) in named.into_iter().flatten() {
        let shown = schema
            .as_object_mut()
            .and_then(|schema| schema.remove("example"));
        if let Some(example) = shown {
            known.insert(name.clone(), example);
        }
    }
    let schemas = document["components"]["schemas"].clone();
    visit::operations(document, |mut documented| {
        if let Some(body) = documented.members.get_mut("requestBody") {
            show(body, &known, &schemas);
        }
        for (_, response) in documented.responses().into_iter().flatten() {
            show(response, &known, &schemas);
        }
    });
}

fn show(body: &mut Value, known: &visit::Members, schemas: &Value) {
    let Some(content) = body.get_mut("content").and_then(Value::as_object_mut) else {
        return;
    };
    for (_, media) in content {
        if media.get("example").is_none()
            && media.get("examples").is_none()
            && let Some(example) = of(&media["schema"], known, schemas)
        {
            media["example"] = example;
        }
    }
}

fn of(schema: &Value, known: &visit::Members, schemas: &Value) -> Option<Value> {
    if schema["type"] == "array" {
        return Some(json!([of(&schema["items"], known, schemas)?]));
    }
    let name = schema["$ref"].as_str()?.rsplit('/').next()?;
    if let Some(example) = known.get(name) {
        return Some(example.clone());
    }
    let named = &schemas[name];
    let page = &named["properties"];
    if named["type"] == "array" {
        return of(named, known, schemas);
    }
    if page["has_more"].is_null() || page["next_cursor"].is_null() {
        return None;
    }
    let data = of(&page["data"], known, schemas)?;
    Some(json!({ "data": data, "has_more": false, "next_cursor": null }))
}
