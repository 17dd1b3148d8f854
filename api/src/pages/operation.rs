//! An operation: what it does, who may, what it touches and leaves, what goes in and comes out.

use maud::{Markup, html};
use serde_json::Value;

use super::{
    facts, markdown,
    reading::{Described, items, members, referred, resolved, text},
    schema,
};

/// The section of an operation on the page of its tag.
pub(super) fn section(operation: &Described) -> Markup {
    html! {
        section.operation #(operation.id()) {
            h2 { a href={ "#" (operation.id()) } { (operation.summary()) } }
            p.address { (method(operation.method)) " " code { (operation.path) } }
            (markdown::rendered(text(operation.said, "description")))
            (facts::of(operation))
            (parameters(operation.said))
            (body(operation.said))
            (answers(operation.said))
        }
    }
}

/// The method, as a label.
pub(super) fn method(method: &str) -> Markup {
    html! { b class={ "method " (method) } { (method.to_uppercase()) } }
}

fn parameters(said: &'static Value) -> Markup {
    let parameters: Vec<&Value> = items(said, "parameters").map(resolved).collect();
    html! {
        @if !parameters.is_empty() {
            h3 { "Parameters" }
            dl.members {
                @for parameter in parameters {
                    dt {
                        code { (text(parameter, "name")) } " "
                        span.kind {
                            (text(parameter, "in")) ": "
                            (schema::kind(parameter.get("schema").unwrap_or(&Value::Null)))
                        }
                        @if parameter.get("required") == Some(&Value::Bool(true)) {
                            " " span.required { "required" }
                        }
                    }
                    dd { (markdown::rendered(text(parameter, "description"))) }
                }
            }
        }
    }
}

fn body(said: &'static Value) -> Markup {
    html! {
        @if let Some(body) = said.get("requestBody") {
            h3 { "Body" }
            (markdown::rendered(text(body, "description")))
            @for (media_type, content) in members(body, "content") {
                (representation(media_type, content))
            }
        }
    }
}

fn answers(said: &'static Value) -> Markup {
    let (done, refused): (Vec<_>, Vec<_>) = members(said, "responses")
        .map(|(status, answer)| (status, resolved(answer)))
        .partition(|(status, _)| status.starts_with(['2', '3']));
    html! {
        h3 { "Answers" }
        @for (status, answer) in done {
            h4 { b { (status) } " " (text(answer, "description")) }
            @for (media_type, content) in members(answer, "content") {
                (representation(media_type, content))
            }
        }
        @if !refused.is_empty() {
            h4 { "Problems" }
            ul.problems {
                @for (status, answer) in refused {
                    li { b { (status) } " " (text(answer, "description")) (codes(answer)) }
                }
            }
        }
    }
}

/// The codes of the problems of an answer, which its examples name.
fn codes(answer: &Value) -> Markup {
    let mut codes: Vec<&str> = members(answer, "content")
        .flat_map(|(_, content)| {
            let several = members(content, "examples").filter_map(|(_, named)| named.get("value"));
            content.get("example").into_iter().chain(several)
        })
        .map(|example| text(example, "code"))
        .filter(|code| !code.is_empty())
        .collect();
    codes.dedup();
    html! {
        @for code in codes {
            " " a href={ "/docs/problems#" (code) } { code { (code) } }
        }
    }
}

/// A content of a media type: its shape, and an example that can be unfolded.
fn representation(media_type: &str, content: &'static Value) -> Markup {
    let described = content.get("schema").unwrap_or(&Value::Null);
    html! {
        p.kind { code { (media_type) } ": " (schema::kind(described)) }
        @if referred(described).is_some() { (schema::rows(resolved(described))) }
        @if let Some(example) = content.get("example") { (unfolded("Example", example)) }
        @for (name, example) in members(content, "examples") {
            (unfolded(name, example.get("value").unwrap_or(&Value::Null)))
        }
    }
}

fn unfolded(name: &str, example: &Value) -> Markup {
    let written = example
        .as_str()
        .map_or_else(|| format!("{example:#}"), str::to_owned);
    html! { details { summary { (name) } pre { code { (written) } } } }
}
