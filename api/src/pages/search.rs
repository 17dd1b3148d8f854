//! The index of the full-text search: what each section of the documentation says, as text.

use serde::Serialize;
use serde_json::Value;

use super::{
    guides::GUIDES,
    reading::{self, Described, members, resolved, text},
};
use crate::{openapi, problem::ProblemKind};
use domain::text_enum::TextEnum as _;

/// A section that can be found.
#[derive(Serialize)]
pub(super) struct Entry {
    /// Its title.
    title: String,
    /// Where it is.
    at: String,
    /// What kind of section it is, as a word before its title.
    kind: String,
    /// What it says, without markup.
    text: String,
}

/// Every section, the operations first.
pub(super) fn index() -> Vec<Entry> {
    let operations = reading::operations();
    let components = openapi::document()
        .get("components")
        .unwrap_or(&Value::Null);
    operations
        .iter()
        .map(operation)
        .chain(GUIDES.iter().map(|guide| Entry {
            title: guide.title().to_owned(),
            at: guide.address(),
            kind: "Guide".to_owned(),
            text: guide.text.to_owned(),
        }))
        .chain(ProblemKind::ALL.iter().map(|kind| problem(*kind)))
        .chain(members(components, "schemas").map(schema))
        .collect()
}

fn operation(operation: &Described) -> Entry {
    let said = operation.said;
    let mut words = vec![operation.path, operation.id(), text(said, "description")];
    for (name, value) in said.as_object().into_iter().flatten() {
        if name.starts_with("x-") {
            words.push(name);
            told(value, &mut words);
        }
    }
    for parameter in reading::items(said, "parameters").map(resolved) {
        words.extend([text(parameter, "name"), text(parameter, "description")]);
    }
    for content in contents(said) {
        let shape = resolved(content.get("schema").unwrap_or(&Value::Null));
        // What a member means is found with its schema.
        words.extend(members(shape, "properties").map(|(name, _)| name.as_str()));
    }
    Entry {
        title: operation.summary().to_owned(),
        at: operation.address(),
        kind: operation.method.to_uppercase(),
        text: words.join(" "),
    }
}

/// The contents of the body and of the answers that say that all went well.
fn contents(said: &'static Value) -> impl Iterator<Item = &'static Value> {
    let answers = members(said, "responses").filter(|(status, _)| status.starts_with('2'));
    let bodies = said.get("requestBody").into_iter();
    bodies
        .chain(answers.map(|(_, answer)| answer))
        .flat_map(|part| members(part, "content").map(|(_, content)| content))
}

fn problem(kind: ProblemKind) -> Entry {
    Entry {
        title: kind.as_str().to_owned(),
        at: format!("/docs/problems#{}", kind.as_str()),
        kind: "Problem".to_owned(),
        text: format!("{} {}", kind.title(), kind.advice()),
    }
}

fn schema((name, schema): (&String, &'static Value)) -> Entry {
    let mut words = vec![text(schema, "description")];
    for (name, member) in members(schema, "properties") {
        words.extend([name, text(member, "description")]);
    }
    Entry {
        title: name.clone(),
        at: format!("/docs/schemas#{name}"),
        kind: "Schema".to_owned(),
        text: words.join(" "),
    }
}

/// The texts in a text or a list of texts.
fn told(value: &'static Value, words: &mut Vec<&str>) {
    match value {
        Value::String(word) => words.push(word),
        Value::Array(several) => words.extend(several.iter().filter_map(Value::as_str)),
        _ => {}
    }
}
