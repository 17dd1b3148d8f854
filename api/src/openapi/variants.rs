//! Closed variants: what a variant is and the word that tells it from others become one object.
//!
//! Two halves in an `allOf` could not both be closed, since each would refuse the other's members.

use std::collections::HashMap;

use serde_json::Value;

use super::visit::{self, Members};

/// Joins the halves of every variant: in the named schema, if it is the variant of one choice only.
pub(super) fn close(document: &mut Value) {
    let uses = uses(document);
    let mut named = document["components"]["schemas"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let mut joined = Vec::new();
    visit::schemas(document, &mut |schema, _| {
        let Some(Value::Array(halves)) = schema.remove("allOf") else {
            return;
        };
        let name = halves.iter().find_map(name).map(str::to_owned);
        let whole = join(&halves, &named);
        match name.filter(|name| uses.get(name) == Some(&1)) {
            Some(name) => {
                let pointer = halves.into_iter().find(|half| !half["$ref"].is_null());
                schema.extend(
                    pointer
                        .as_ref()
                        .and_then(Value::as_object)
                        .cloned()
                        .unwrap_or_default(),
                );
                joined.push((name, whole));
            }
            None => schema.extend(whole),
        }
    });
    for (name, whole) in joined {
        named.insert(name.clone(), Value::Object(whole.clone()));
        document["components"]["schemas"][&name] = Value::Object(whole);
    }
    drop_unused(document);
}

/// The name of the schema that a pointer leads to.
fn name(pointer: &Value) -> Option<&str> {
    pointer["$ref"]
        .as_str()?
        .strip_prefix("#/components/schemas/")
}

/// How often each named schema is pointed to.
fn uses(value: &Value) -> HashMap<String, usize> {
    let mut found = HashMap::new();
    count(value, &mut found);
    found
}

fn count(value: &Value, found: &mut HashMap<String, usize>) {
    if let Some(name) = name(value) {
        *found.entry(name.to_owned()).or_default() += 1;
    }
    match value {
        Value::Object(members) => members.values().for_each(|member| count(member, found)),
        Value::Array(items) => items.iter().for_each(|item| count(item, found)),
        _ => {}
    }
}

/// One object with the members of all.
fn join(halves: &[Value], named: &Members) -> Members {
    let mut whole = Members::new();
    for half in halves {
        let half = name(half).and_then(|name| named.get(name)).unwrap_or(half);
        for (key, value) in half.as_object().into_iter().flatten() {
            match (whole.get_mut(key), value) {
                (Some(Value::Object(known)), Value::Object(more)) => known.extend(more.clone()),
                (Some(Value::Array(known)), Value::Array(more)) => known.extend(more.clone()),
                (Some(_), _) => {}
                (None, value) => {
                    whole.insert(key.clone(), value.clone());
                }
            }
        }
    }
    whole
}

/// Drops what nothing points to any more.
fn drop_unused(document: &mut Value) {
    loop {
        let uses = uses(document);
        let Some(schemas) = document["components"]["schemas"].as_object_mut() else {
            return;
        };
        let before = schemas.len();
        schemas.retain(|name, _| {
            uses.contains_key(name) || matches!(name.as_str(), "Problem" | "FieldError")
        });
        if schemas.len() == before {
            return;
        }
    }
}
