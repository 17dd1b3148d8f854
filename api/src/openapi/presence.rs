//! What an answer always has. A member without a value is there and `null`, so a generated client
//! need not tell "absent" from "none".

use std::collections::BTreeSet;

use serde_json::Value;

/// Forms whose members are left out when they say nothing (RFC 9457 §3.1).
const SPARSE: [&str; 2] = ["Problem", "FieldError"];

/// Requires every member of every form that only answers have.
pub(super) fn complete(document: &mut Value) {
    let (mut asked, mut answered) = (BTreeSet::new(), BTreeSet::new());
    for item in document["paths"].as_object().into_iter().flatten() {
        for (_, operation) in item.1.as_object().into_iter().flatten() {
            reach(document, &operation["requestBody"], &mut asked);
            reach(document, &operation["responses"], &mut answered);
        }
    }
    for name in answered.difference(&asked) {
        let schema = &mut document["components"]["schemas"][name.as_str()];
        let members = schema["properties"].as_object();
        let Some(members) = members.filter(|_| !SPARSE.contains(&name.as_str())) else {
            continue;
        };
        let all: Vec<Value> = members.keys().cloned().map(Value::String).collect();
        schema["required"] = Value::Array(all);
    }
}

/// Notes the names of all forms that this one leads to.
fn reach(document: &Value, part: &Value, names: &mut BTreeSet<String>) {
    match part {
        Value::Object(members) => {
            let pointer = members.get("$ref").and_then(Value::as_str);
            let name = pointer.and_then(|to| to.strip_prefix("#/components/schemas/"));
            if let Some(name) = name
                && names.insert(name.to_owned())
            {
                reach(document, &document["components"]["schemas"][name], names);
            }
            for member in members.values() {
                reach(document, member, names);
            }
        }
        Value::Array(items) => {
            for item in items {
                reach(document, item, names);
            }
        }
        _ => {}
    }
}
