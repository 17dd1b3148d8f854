//! Vocabularies: what each value means, and whether more values can come.
//!
//! A vocabulary that answers have is open: within a version it can get more values, so a client has a
//! default for those that it does not know. One that is only sent is closed: the server reads these
//! values and no others. So are those of answers whose values are all that there can be.

use domain::wire::MEANINGS;
use serde_json::{Value, json};

use super::{
    reach::Reach,
    visit::{self, Members, reference},
};

/// Whether more values can come.
const OPEN: &str = "x-open";

/// Vocabularies of answers whose values are all that there can be.
const COMPLETE: [&str; 10] = [
    "AuditOutcome",
    "ConsentDecision",
    "CourseVisibility",
    "DeviceClock",
    "HeldData",
    "CoursePartChange",
    "PersonKind",
    "ProgressExtent",
    "RosterPlannedStep",
    "StudentDevice",
];

/// Declares every vocabulary open or closed, and points to it where parameters take its values.
pub(super) fn complete(document: &mut Value) {
    let answered = Reach::of(document).answered;
    let mut known: Vec<(String, Value)> = Vec::new();
    let named = document["components"]["schemas"].as_object_mut();
    for (name, schema) in named.into_iter().flatten() {
        let Some(values) = schema.get("enum").cloned() else {
            continue;
        };
        let is_open = answered.contains(name) && !COMPLETE.contains(&name.as_str());
        schema[OPEN] = json!(is_open);
        known.push((name.clone(), values));
    }
    visit::operations(document, |mut documented| {
        for parameter in documented.parameters().into_iter().flatten() {
            let Some(values) = parameter["schema"].get("enum") else {
                continue;
            };
            match known.iter().find(|(_, known)| known == values) {
                Some((name, _)) => parameter["schema"] = reference("schemas", name),
                None => parameter["schema"][OPEN] = json!(false),
            }
        }
    });
}

/// Completes values that stand for themselves: the word that tells a variant from others.
pub(super) fn close_constants(document: &mut Value) {
    visit::schemas(document, &mut |schema, _| {
        if let Some([value]) = schema
            .get("enum")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        {
            let told = format!("Always `{}`.", value.as_str().unwrap_or_default());
            schema.entry("description").or_insert_with(|| told.into());
            schema.entry(OPEN).or_insert_with(|| false.into());
        }
    });
}

/// The content of a vocabulary for a member that can be `null`, which has its own description.
pub(super) fn nullable(vocabulary: &mut Members, description: Option<&str>) {
    let values = vocabulary.get("description").and_then(Value::as_str);
    let values = values.and_then(|text| text.split_once("\n\n"));
    if let Some(own) = description {
        let told = match values {
            Some((_, values)) => format!("{own}\n\n{values}"),
            None => own.to_owned(),
        };
        vocabulary.insert("description".to_owned(), told.into());
    }
    if let Some(Value::Array(values)) = vocabulary.get_mut("enum") {
        values.push(Value::Null);
    }
    if let Some(Value::Array(meanings)) = vocabulary.get_mut(MEANINGS) {
        meanings.push("None.".into());
    }
}
