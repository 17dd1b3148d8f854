//! Schemas: what a value may be, in words and rows.

use maud::{Markup, html};
use serde_json::Value;

use super::{
    markdown,
    reading::{items, members, referred, text},
};
use crate::openapi;

/// Bounds, and the words by which they are told.
const BOUNDS: [(&str, &str); 6] = [
    ("minimum", "at least"),
    ("maximum", "at most"),
    ("minLength", "characters at least"),
    ("maxLength", "characters at most"),
    ("minItems", "items at least"),
    ("maxItems", "items at most"),
];

/// The page of every named schema.
pub(super) fn all() -> Markup {
    let components = openapi::document()
        .get("components")
        .unwrap_or(&Value::Null);
    html! {
        h1 { "Schemas" }
        p { "Every named shape of a body, by name." }
        @for (name, schema) in members(components, "schemas") {
            section #(name) {
                h2 { a href={ "#" (name) } { (name) } }
                (shape(schema))
            }
        }
    }
}

/// A schema whole: its description, and its members or variants.
pub(super) fn shape(schema: &Value) -> Markup {
    html! {
        (markdown::rendered(text(schema, "description")))
        @if schema.get("properties").is_none() { p.kind { (kind(schema)) } }
        (rows(schema))
    }
}

/// The members of an object, one block each.
pub(super) fn rows(schema: &Value) -> Markup {
    let is_required = |name: &str| items(schema, "required").any(|required| required == name);
    html! {
        @if schema.get("properties").is_some() {
            dl.members {
                @for (name, member) in members(schema, "properties") {
                    dt {
                        code { (name) } " "
                        span.kind { (kind(member)) }
                        @if is_required(name) { " " span.required { "required" } }
                    }
                    dd {
                        (markdown::rendered(told(member)))
                        (rows(member))
                    }
                }
            }
        }
    }
}

/// The description of a member, or of the one variant of it that has one.
fn told(member: &Value) -> &str {
    let own = text(member, "description");
    if own.is_empty() {
        let mut variants = items(member, "oneOf").map(|variant| text(variant, "description"));
        variants.find(|told| !told.is_empty()).unwrap_or_default()
    } else {
        own
    }
}

/// What kind of value it is, with its bounds.
pub(super) fn kind(schema: &Value) -> Markup {
    html! {
        @if let Some(name) = referred(schema) {
            a href={ "/docs/schemas#" (name) } { (name) }
        } @else if schema.get("oneOf").is_some() {
            @for (place, variant) in items(schema, "oneOf").enumerate() {
                @if place > 0 { " or " }
                (kind(variant))
            }
        } @else if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            "one of "
            @for (place, value) in values.iter().enumerate() {
                @if place > 0 { ", " }
                code { (plain(value)) }
            }
        } @else {
            (types(schema))
            @if let Some(format) = schema.get("format").and_then(Value::as_str) {
                " (" (format) ")"
            }
            @if let Some(items) = schema.get("items") { " of " (kind(items)) }
            (bounds(schema))
        }
    }
}

fn types(schema: &Value) -> String {
    match schema.get("type") {
        Some(Value::String(one)) => one.clone(),
        Some(Value::Array(several)) => {
            let names: Vec<&str> = several.iter().filter_map(Value::as_str).collect();
            names.join(" or ")
        }
        _ => "any value".to_owned(),
    }
}

fn bounds(schema: &Value) -> Markup {
    html! {
        @for (member, words) in BOUNDS {
            @if let Some(bound) = schema.get(member) {
                @if words.starts_with("at ") { ", " (words) " " (plain(bound)) }
                @else { ", " (plain(bound)) " " (words) }
            }
        }
        @if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
            ", " code { (pattern) }
        }
    }
}

/// A value as it is written in a text.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
