//! What objects have. An answer's member without a value is there and `null`, so a generated client
//! need not tell "absent" from "none". A request has no member that is not known; an answer can get
//! more within a version.

use serde_json::Value;

use super::{reach::Reach, visit};

/// Types whose members are left out when they say nothing (RFC 9457 §3.1).
const SPARSE: [&str; 2] = ["Problem", "FieldError"];

/// Requires every member of the types that only answers have, closes those that only requests have,
/// and leaves open what answers have.
pub(super) fn complete(document: &mut Value) {
    let Reach { asked, answered } = Reach::of(document);
    let named = document["components"]["schemas"].as_object_mut();
    for (name, schema) in named.into_iter().flatten() {
        let (is_asked, is_answered) = (asked.contains(name), answered.contains(name));
        let is_sparse = SPARSE.contains(&name.as_str());
        visit::within(schema, &mut |schema, _| {
            let Some(members) = schema.get("properties").and_then(Value::as_object) else {
                return;
            };
            let all: Vec<Value> = members.keys().cloned().map(Value::String).collect();
            if is_answered {
                schema.remove("additionalProperties");
            } else {
                schema.insert("additionalProperties".to_owned(), false.into());
            }
            if is_answered && !is_asked && !is_sparse {
                schema.insert("required".to_owned(), Value::Array(all));
            }
        });
    }
}
