//! Which types requests and answers lead to.

use std::collections::BTreeSet;

use serde_json::Value;

/// The names of types by where they occur. A type can be in both.
pub(super) struct Reach {
    /// In bodies of requests.
    pub asked: BTreeSet<String>,
    /// In answers, problems included.
    pub answered: BTreeSet<String>,
}

impl Reach {
    /// Follows every body.
    pub fn of(document: &Value) -> Self {
        let (mut asked, mut answered) = (BTreeSet::new(), BTreeSet::new());
        for (_, item) in document["paths"].as_object().into_iter().flatten() {
            for (_, operation) in item.as_object().into_iter().flatten() {
                follow(document, &operation["requestBody"], &mut asked);
                follow(document, &operation["responses"], &mut answered);
            }
        }
        answered.insert("Problem".to_owned());
        let problem = &document["components"]["schemas"]["Problem"];
        follow(document, problem, &mut answered);
        Self { asked, answered }
    }
}

/// Notes the names of all types that this one leads to.
fn follow(document: &Value, part: &Value, names: &mut BTreeSet<String>) {
    match part {
        Value::Object(members) => {
            let pointer = members.get("$ref").and_then(Value::as_str);
            let name = pointer.and_then(|to| to.strip_prefix("#/components/schemas/"));
            if let Some(name) = name
                && names.insert(name.to_owned())
            {
                follow(document, &document["components"]["schemas"][name], names);
            }
            for member in members.values() {
                follow(document, member, names);
            }
        }
        Value::Array(items) => {
            for item in items {
                follow(document, item, names);
            }
        }
        _ => {}
    }
}
