//! Small types whose content stands wherever they are used: an id is a UUID, and no more to a client.

use domain::wire::INLINE;
use serde_json::{Value, json};

use super::visit::{self, Members};

/// Puts the content of every such type in the place of the pointers to it.
pub(super) fn complete(document: &mut Value) {
    let mut small = Members::new();
    if let Some(named) = document["components"]["schemas"].as_object_mut() {
        let (inline, shared) = std::mem::take(named)
            .into_iter()
            .partition(|(name, _)| name.starts_with(INLINE));
        (small, *named) = (inline, shared);
    }
    visit::schemas(document, &mut |schema, _| {
        if let Some(content) = pointed_to(schema, &small) {
            schema.remove("$ref");
            for (name, value) in content {
                schema.entry(name.as_str()).or_insert_with(|| value.clone());
            }
        } else if let Some(content) = nullable(schema) {
            schema.remove("oneOf");
            schema.extend(content);
        }
    });
}

fn pointed_to<'a>(schema: &Members, small: &'a Members) -> Option<&'a Members> {
    let pointer = schema.get("$ref")?.as_str()?;
    let name = pointer.strip_prefix("#/components/schemas/")?;
    small.get(name)?.as_object()
}

/// The one type of a choice between a plain type and `null`, with `null` among its types.
fn nullable(schema: &Members) -> Option<Members> {
    let choices = schema.get("oneOf")?.as_array()?;
    let [Value::Object(one), Value::Object(other)] = choices.as_slice() else {
        return None;
    };
    let is_null = |choice: &Members| choice.get("type").is_some_and(|kind| kind == "null");
    let plain = match (is_null(one), is_null(other)) {
        (true, false) => other,
        (false, true) => one,
        _ => return None,
    };
    let kind = plain
        .get("type")?
        .as_str()
        .filter(|kind| *kind != "object")?;
    if plain.contains_key("enum") {
        return None;
    }
    let mut content = plain.clone();
    content.insert("type".to_owned(), json!([kind, "null"]));
    Some(content)
}
