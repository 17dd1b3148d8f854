//! Examples of bodies, composed from the examples of their members.
//!
//! A member shows itself, `#[schema(example = "Fall 2026")]`, or is shown by its type: an id, an
//! instant, the first word of a vocabulary, the least number. An answer's member that can be `null`
//! and a request's member that can be absent are so, unless they have an example. Where this does not
//! make a sensible whole, the whole states the members that differ:
//! `#[schema(example = json!({ "kind": "term" }))]`.
//!
//! Nothing goes stale: a test replays the example of every request against the server and compares
//! every answer with the document.

use serde_json::{Value, json};

use super::visit::{self, Members};

/// The id of an example.
const ID: &str = "01996b3c-7a00-7000-8000-000000000001";
/// The day of an example.
const DAY: &str = "2026-09-01";
/// The instant of an example.
const INSTANT: &str = "2026-09-01T13:05:00Z";

/// Shows examples where bodies are described, instead of where types are.
pub(super) fn attach(document: &mut Value) {
    let mut stated = Members::new();
    let named = document["components"]["schemas"].as_object_mut();
    for (name, schema) in named.into_iter().flatten() {
        let example = schema
            .as_object_mut()
            .and_then(|schema| schema.remove("example"));
        if let Some(example) = example {
            stated.insert(name.clone(), example);
        }
    }
    let schemas = document["components"]["schemas"].clone();
    let known = Known { stated, schemas };
    visit::operations(document, |mut documented| {
        if let Some(body) = documented.members.get_mut("requestBody") {
            known.show(body);
        }
        for (_, response) in documented.responses().into_iter().flatten() {
            known.show(response);
        }
    });
}

struct Known {
    /// What types state of themselves, by name.
    stated: Members,
    /// The named types.
    schemas: Value,
}

impl Known {
    fn show(&self, body: &mut Value) {
        let content = body.get_mut("content").and_then(Value::as_object_mut);
        for (media_type, media) in content.into_iter().flatten() {
            if media_type.ends_with("json")
                && media.get("example").is_none()
                && media.get("examples").is_none()
            {
                media["example"] = self.of(&media["schema"]);
            }
        }
    }

    fn of(&self, schema: &Value) -> Value {
        if let Some(name) = name(schema) {
            let mut example = self.of(&self.schemas[name]);
            match (self.stated.get(name), &mut example) {
                (Some(Value::Object(stated)), Value::Object(members)) => {
                    members.extend(stated.clone());
                }
                (Some(stated), _) => return stated.clone(),
                (None, _) => {}
            }
            return example;
        }
        if let Some(first) = schema["examples"].get(0) {
            return first.clone();
        }
        if is_nullable(schema) {
            return Value::Null;
        }
        if let Some(first) = schema["enum"].get(0) {
            return first.clone();
        }
        if let Some(first) = schema["oneOf"].get(0) {
            return self.of(first);
        }
        match schema["type"].as_str() {
            Some("object") => Value::Object(self.members(schema)),
            Some("array") => json!([self.of(&schema["items"])]),
            Some("boolean") => json!(false),
            Some("integer" | "number") => json!(schema["minimum"].as_i64().unwrap_or(0).max(0)),
            _ => match schema["format"].as_str() {
                Some("uuid") => json!(ID),
                Some("date") => json!(DAY),
                Some("date-time") => json!(INSTANT),
                _ => json!("text"),
            },
        }
    }

    /// The members that have to be there, and those that have an example.
    fn members(&self, schema: &Value) -> Members {
        let required = schema["required"].as_array();
        let is_required =
            |name: &String| required.is_some_and(|all| all.iter().any(|one| one == name));
        let members = schema["properties"].as_object().into_iter().flatten();
        members
            .filter(|(name, member)| is_required(name) || !member["examples"].is_null())
            .map(|(name, member)| match name.as_str() {
                "next_cursor" => (name.clone(), Value::Null),
                _ => (name.clone(), self.of(member)),
            })
            .collect()
    }
}

/// The name of the type that a schema points to.
fn name(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

fn is_nullable(schema: &Value) -> bool {
    let is_null = |kind: &Value| kind == "null" || kind["type"] == "null";
    ["type", "oneOf"].iter().any(|part| {
        schema[*part]
            .as_array()
            .is_some_and(|kinds| kinds.iter().any(is_null))
    })
}
