//! Ids in paths, bodies and schemas.

use std::collections::BTreeSet;

use serde_json::Value;
use tests::document::resolve;
use uuid::Uuid;

/// An id, and the member in which it stands: `students.student_id` for that of any student of a list.
#[derive(Clone, Debug)]
pub struct Found {
    pub member: String,
    pub id: Uuid,
}

/// The ids among the segments of a path, each with the segment before it.
#[cfg(test)]
pub fn in_path(path: &str) -> Vec<Found> {
    let path = path.split('?').next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').collect();
    let pairs = segments.windows(2);
    pairs.filter_map(|pair| found(pair[0], pair[1])).collect()
}

/// The ids in a body of any media type.
#[cfg(test)]
pub fn in_body(body: &[u8]) -> Vec<Found> {
    if let Ok(json) = serde_json::from_slice(body) {
        let mut ids = Vec::new();
        collect(&json, "", &mut ids);
        return ids;
    }
    let text = String::from_utf8_lossy(body);
    let words = text.split(|letter: char| !letter.is_ascii_hexdigit() && letter != '-');
    words.filter_map(|word| found("text", word)).collect()
}

#[cfg(test)]
fn collect(value: &Value, member: &str, ids: &mut Vec<Found>) {
    match value {
        Value::String(text) => ids.extend(found(member, text)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, member, ids)),
        Value::Object(members) => {
            members
                .iter()
                .for_each(|(name, value)| collect(value, &within(member, name), ids));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
fn found(member: &str, text: &str) -> Option<Found> {
    let id = Uuid::try_parse(text).ok().filter(|_| text.contains('-'))?;
    Some(Found {
        member: member.to_owned(),
        id,
    })
}

#[cfg(test)]
fn within(member: &str, name: &str) -> String {
    if member.is_empty() {
        name.to_owned()
    } else {
        format!("{member}.{name}")
    }
}

/// The members that hold ids by a schema of the document.
#[cfg(test)]
pub fn in_schema(schema: &'static Value) -> BTreeSet<String> {
    let mut members = BTreeSet::new();
    gather(schema, "", &mut members);
    members
}

#[cfg(test)]
fn gather(schema: &'static Value, member: &str, members: &mut BTreeSet<String>) {
    let schema = resolve(schema);
    if schema["format"] == "uuid" {
        members.insert(member.to_owned());
    }
    if !schema["items"].is_null() {
        gather(&schema["items"], member, members);
    }
    for (name, of_member) in schema["properties"].as_object().into_iter().flatten() {
        gather(of_member, &within(member, name), members);
    }
    for alternatives in ["allOf", "anyOf", "oneOf"] {
        for alternative in schema[alternatives].as_array().into_iter().flatten() {
            gather(alternative, member, members);
        }
    }
}
