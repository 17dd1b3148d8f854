//! Walks over the document.

use serde_json::{Map, Value, json};

/// The members of an object of the document.
pub(super) type Members = Map<String, Value>;

/// The methods that an address can have.
pub(super) const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

/// An operation of the document.
pub(super) struct Documented<'a> {
    /// Its method, in lower case.
    pub method: &'a str,
    /// Its members.
    pub members: &'a mut Members,
}

impl Documented<'_> {
    /// Its id.
    pub fn id(&self) -> &str {
        self.members
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Its parameters.
    pub fn parameters(&mut self) -> Option<&mut Vec<Value>> {
        self.members
            .entry("parameters")
            .or_insert_with(|| Value::Array(Vec::new()))
            .as_array_mut()
    }

    /// Whether it has a parameter of this name.
    pub fn has_parameter(&self, name: &str) -> bool {
        self.members
            .get("parameters")
            .and_then(Value::as_array)
            .is_some_and(|all| all.iter().any(|parameter| parameter["name"] == name))
    }

    /// Whether it takes a body.
    pub fn has_body(&self) -> bool {
        self.members.contains_key("requestBody")
    }

    /// Its answers, by status.
    pub fn responses(&mut self) -> Option<&mut Members> {
        self.members
            .entry("responses")
            .or_insert_with(|| Value::Object(Map::new()))
            .as_object_mut()
    }
}

/// Shows every operation.
pub(super) fn operations(document: &mut Value, mut show: impl FnMut(Documented<'_>)) {
    let items = document["paths"].as_object_mut().into_iter().flatten();
    for (_, item) in items {
        for method in METHODS {
            if let Some(members) = item.get_mut(method).and_then(Value::as_object_mut) {
                show(Documented { method, members });
            }
        }
    }
}

/// Adds shared parts of a kind (`parameters`, `headers`, `responses`).
pub(super) fn share(
    document: &mut Value,
    kind: &str,
    parts: impl Iterator<Item = (String, Value)>,
) {
    let shared = &mut document["components"][kind];
    if !shared.is_object() {
        *shared = Value::Object(Map::new());
    }
    if let Some(shared) = shared.as_object_mut() {
        shared.extend(parts);
    }
}

/// Shows every schema, the innermost first, with the media type that it is the schema of.
pub(super) fn schemas(document: &mut Value, show: &mut dyn FnMut(&mut Members, Option<&str>)) {
    let named = document["components"]["schemas"].as_object_mut();
    for (_, schema) in named.into_iter().flatten() {
        schema_and_inner(schema, None, show);
    }
    for part in ["parameters", "headers", "responses"] {
        used_schemas(&mut document["components"][part], None, show);
    }
    used_schemas(&mut document["paths"], None, show);
}

/// Shows a schema and those inside it, the innermost first.
pub(super) fn within(schema: &mut Value, show: &mut dyn FnMut(&mut Members, Option<&str>)) {
    schema_and_inner(schema, None, show);
}

fn used_schemas(
    value: &mut Value,
    media_type: Option<&str>,
    show: &mut dyn FnMut(&mut Members, Option<&str>),
) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match name.as_str() {
                    "example" | "examples" => {}
                    "schema" => schema_and_inner(member, media_type, show),
                    name if name.contains('/') && !name.starts_with('/') => {
                        used_schemas(member, Some(name), show);
                    }
                    _ => used_schemas(member, None, show),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                used_schemas(item, None, show);
            }
        }
        _ => {}
    }
}

fn schema_and_inner(
    schema: &mut Value,
    media_type: Option<&str>,
    show: &mut dyn FnMut(&mut Members, Option<&str>),
) {
    let Some(members) = schema.as_object_mut() else {
        return;
    };
    for inner in ["items", "additionalProperties"] {
        if let Some(inner) = members.get_mut(inner) {
            schema_and_inner(inner, None, show);
        }
    }
    for variants in ["oneOf", "anyOf", "allOf", "prefixItems"] {
        let variants = members.get_mut(variants).and_then(Value::as_array_mut);
        for variant in variants.into_iter().flatten() {
            schema_and_inner(variant, None, show);
        }
    }
    let properties = members.get_mut("properties").and_then(Value::as_object_mut);
    for (_, property) in properties.into_iter().flatten() {
        schema_and_inner(property, None, show);
    }
    show(members, media_type);
}

/// A pointer to a shared part.
pub(super) fn reference(part: &str, name: impl AsRef<str>) -> Value {
    json!({ "$ref": format!("#/components/{part}/{}", name.as_ref()) })
}
