//! One place for every form: what was written out inside another form becomes a pointer to it.

use serde_json::Value;

use super::visit::{self, Members, reference};

/// Points to named schemas wherever their content stands inside other schemas, as it does in pages.
pub(super) fn point(document: &mut Value) {
    let named: Vec<(String, Members)> = document["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, schema)| Some((name.clone(), schema.as_object()?.clone())))
        .filter(|(_, schema)| schema.contains_key("properties"))
        .collect();
    visit::schemas(document, &mut |schema, _| {
        let items = schema.get("items").and_then(Value::as_object);
        let known = items.and_then(|items| named.iter().find(|(_, known)| known == items));
        if let Some((name, _)) = known {
            schema.insert("items".to_owned(), reference("schemas", name));
        }
    });
}
