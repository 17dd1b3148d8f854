//! Small types whose content stands wherever they are used: an id is a UUID, and no more to a client.
//! So does the content of what can be `null`, because a choice between a pointer and `null` is a type
//! that many generators do not read.

use domain::wire::INLINE;
use serde_json::{Value, json};

use super::{
    enums,
    visit::{self, Members},
};

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
        }
    });
    let named = document["components"]["schemas"].as_object();
    let named = named.cloned().unwrap_or_default();
    visit::schemas(document, &mut |schema, _| join_null(schema, &named));
}

fn pointed_to<'a>(schema: &Members, small: &'a Members) -> Option<&'a Members> {
    let pointer = schema.get("$ref")?.as_str()?;
    let name = pointer.strip_prefix("#/components/schemas/")?;
    small.get(name)?.as_object()
}

/// Puts the content of a choice between one type and `null` in its place, with `null` among the types.
fn join_null(schema: &mut Members, named: &Members) {
    if let Some(content) = nullable(schema, named) {
        schema.remove("oneOf");
        schema.extend(content);
    }
}

fn nullable(schema: &Members, named: &Members) -> Option<Members> {
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
    let mut content = plain.clone();
    if let Some(known) = pointed_to(plain, named) {
        let mut whole = Value::Object(known.clone());
        visit::within(&mut whole, &mut |inner, _| join_null(inner, named));
        content = whole.as_object().cloned()?;
        content.remove("examples");
        content.remove("example");
        let description = plain.get("description").or(schema.get("description"));
        enums::nullable(&mut content, description.and_then(Value::as_str));
    }
    let kind = content.get("type")?.as_str()?.to_owned();
    content.insert("type".to_owned(), json!([kind, "null"]));
    Some(content)
}
