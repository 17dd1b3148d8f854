//! Choices between objects of one member each: one object that has exactly one of the members, which
//! every generator reads.

use serde_json::{Value, json};

use super::visit::{self, Members};

/// Puts one object in the place of every such choice.
pub(super) fn merge(document: &mut Value) {
    visit::schemas(document, &mut |schema, _| {
        let members = schema
            .get("oneOf")
            .and_then(Value::as_array)
            .and_then(|variants| variants.iter().map(only_member).collect::<Option<Vec<_>>>());
        let Some(members) = members.filter(|members| members.len() > 1) else {
            return;
        };
        let properties: Members = members.into_iter().collect();
        schema.remove("oneOf");
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), Value::Object(properties));
        schema.insert("minProperties".to_owned(), json!(1));
        schema.insert("maxProperties".to_owned(), json!(1));
    });
}

/// The one member of an object that has to have it.
fn only_member(variant: &Value) -> Option<(String, Value)> {
    let members = variant.get("properties")?.as_object()?;
    let (name, member) = members.iter().next()?;
    let is_required = variant["required"][0] == name.as_str();
    (members.len() == 1 && is_required).then(|| (name.clone(), member.clone()))
}
