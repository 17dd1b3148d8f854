//! Reads the document of the API.

use serde_json::Value;

use crate::openapi;

/// The methods of an address, in the order in which they are shown.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// An operation as the document describes it.
pub(super) struct Described {
    /// Its method, in lower case.
    pub method: &'static str,
    /// Its address, with parameters in braces.
    pub path: &'static str,
    /// What the document says of it.
    pub said: &'static Value,
}

impl Described {
    /// Its id.
    pub fn id(&self) -> &'static str {
        text(self.said, "operationId")
    }

    /// What it does, in one line.
    pub fn summary(&self) -> &'static str {
        text(self.said, "summary")
    }

    /// The group that it is shown in.
    pub fn tag(&self) -> &'static str {
        let tag = items(self.said, "tags").next();
        tag.and_then(Value::as_str).unwrap_or_default()
    }

    /// Where it is shown.
    pub fn address(&self) -> String {
        format!("/docs/{}#{}", self.tag(), self.id())
    }
}

/// Every operation, by address.
pub(super) fn operations() -> Vec<Described> {
    let paths = members(openapi::document(), "paths");
    let described = paths.flat_map(|(path, item)| {
        METHODS.iter().filter_map(|method| {
            let said = item.get(method)?;
            Some(Described { method, path, said })
        })
    });
    described.collect()
}

/// A text; empty if there is none.
pub(super) fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The members of an object in an object.
pub(super) fn members<'v>(
    value: &'v Value,
    member: &str,
) -> impl Iterator<Item = (&'v String, &'v Value)> {
    let object = value.get(member).and_then(Value::as_object);
    object.into_iter().flatten()
}

/// The items of a list in an object.
pub(super) fn items<'v>(value: &'v Value, member: &str) -> impl Iterator<Item = &'v Value> {
    let list = value.get(member).and_then(Value::as_array);
    list.into_iter().flatten()
}

/// The name of the shared part that is referred to.
pub(super) fn referred(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()?.rsplit('/').next()
}

/// A part, or the shared part that it refers to.
pub(super) fn resolved(value: &'static Value) -> &'static Value {
    let pointer = text(value, "$ref").trim_start_matches('#');
    if pointer.is_empty() {
        return value;
    }
    openapi::document().pointer(pointer).unwrap_or(value)
}
