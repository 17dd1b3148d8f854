//! What auditors ask of an operation, from the same list and policy that the server enforces.

use maud::{Markup, html};
use serde_json::Value;

use super::reading::{Described, text};
use crate::{operations::AuditEffect, routes};

/// The members of the document that tell it, in the order in which they are shown.
const EXTENSIONS: [&str; 6] = [
    "x-permission",
    "x-roles",
    "x-legal-basis",
    "x-data-categories",
    "x-retention",
    "x-rate-class",
];

/// Who may, what data it touches, what it leaves in the audit log.
pub(super) fn of(operation: &Described) -> Markup {
    html! {
        dl.facts {
            @for extension in EXTENSIONS {
                dt { (extension) }
                dd { (values(operation.said.get(extension))) }
            }
            dt { "x-audit-event" }
            dd { code { (text(operation.said, "x-audit-event")) } " " (effect(operation)) }
        }
    }
}

fn values(value: Option<&Value>) -> Markup {
    let words: Vec<&str> = match value {
        Some(Value::String(word)) => vec![word],
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    html! {
        @if words.is_empty() { "none" }
        @for word in words { code { (word) } " " }
    }
}

fn effect(operation: &Described) -> &'static str {
    match routes::operation(operation.id()).map(|listed| listed.leaves) {
        Some(AuditEffect::Change) => "records the change in the audit log",
        Some(AuditEffect::Disclosure) => "records in the audit log whose data was shown",
        Some(AuditEffect::Nothing) | None => "leaves nothing in the audit log",
    }
}
