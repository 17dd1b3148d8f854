//! Parameters that many operations share: conditions, keys for retries, ids in paths.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::visit::{self, Documented, reference};
use crate::{operations::Repetition, routes};

/// Adds the headers that operations take, and lets operations share equal parameters.
pub(super) fn complete(document: &mut Value) {
    visit::operations(document, |mut documented| {
        let added = taken(&documented);
        if added.iter().any(|header| header["name"] == "If-None-Match")
            && let Some(responses) = documented.responses()
        {
            responses.insert(
                "304".to_owned(),
                json!({ "description": "Not modified since the `ETag` in `If-None-Match`" }),
            );
        }
        if let Some(parameters) = documented.parameters() {
            parameters.extend(added);
        }
        if documented
            .parameters()
            .is_some_and(|parameters| parameters.is_empty())
        {
            documented.members.remove("parameters");
        }
    });
}

/// Moves parameters that are alike into the shared parts. Comes when all have been completed.
pub(super) fn share(document: &mut Value) {
    let mut times: HashMap<String, usize> = HashMap::new();
    visit::operations(document, |mut documented| {
        for parameter in documented.parameters().into_iter().flatten() {
            *times.entry(parameter.to_string()).or_default() += 1;
        }
    });
    let mut shared: Vec<(String, Value)> = Vec::new();
    visit::operations(document, |mut documented| {
        for parameter in documented.parameters().into_iter().flatten() {
            if times
                .get(&parameter.to_string())
                .is_none_or(|times| *times < 2)
            {
                continue;
            }
            let name = component(parameter["name"].as_str().unwrap_or_default());
            match shared.iter().find(|(known, _)| *known == name) {
                Some((_, known)) if known == parameter => {}
                Some(_) => continue,
                None => shared.push((name.clone(), parameter.clone())),
            }
            *parameter = reference("parameters", name);
        }
        if documented
            .parameters()
            .is_some_and(|parameters| parameters.is_empty())
        {
            documented.members.remove("parameters");
        }
    });
    visit::share(document, "parameters", shared.into_iter());
}

/// `class_id` is shared as `ClassId`, `If-Match` as `IfMatch`.
fn component(name: &str) -> String {
    name.split(['_', '-'])
        .flat_map(|word| {
            let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
            [first.to_uppercase(), rest.to_owned()]
        })
        .collect()
}

/// The headers that an operation takes.
fn taken(documented: &Documented<'_>) -> Vec<Value> {
    let responses = documented.members.get("responses");
    let is_tagged = responses.is_some_and(|responses| has_tag(&responses["200"]["content"]));
    match documented.method {
        "post" if is_keyed(documented.id()) => vec![idempotency_key()],
        "patch" | "put" => vec![tag(
            "If-Match",
            true,
            "The `ETag` of what the change was decided upon.",
        )],
        "get" if is_tagged => vec![tag(
            "If-None-Match",
            false,
            "The `ETag` of what the client has: answered 304 if it is still so.",
        )],
        _ => Vec::new(),
    }
}

/// Whether content of these media types bears an entity tag: views and documents do, files do not.
pub(super) fn has_tag(content: &Value) -> bool {
    let tagged = [
        "application/json",
        "application/openapi+json",
        "application/openapi+yaml",
    ];
    tagged
        .iter()
        .any(|media_type| !content[*media_type].is_null())
}

/// Whether an operation takes an `Idempotency-Key`.
pub(super) fn is_keyed(id: &str) -> bool {
    routes::operation(id).is_some_and(|operation| operation.repetition() == Repetition::Keyed)
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": false,
        "description": "A key of the client's choice, new for every new request: a repeated request \
            has one effect and gets one answer, for 72 hours \
            (draft-ietf-httpapi-idempotency-key-header-07).",
        "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x20-\x7e]+$" },
        "example": "9c2d5f0e-9d5a-4c7e-8a53-0c6f3f5b7a11",
    })
}

fn tag(name: &str, required: bool, description: &str) -> Value {
    json!({
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": { "type": "string", "maxLength": 1024, "pattern": r"^[\x20-\x7e]+$" },
        "example": r#""u5Jm0cTzqk3yQ0V0l2yq3c9Q""#,
    })
}
