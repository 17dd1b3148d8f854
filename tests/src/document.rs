//! The API document as a judge: what it says an operation takes and answers.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use actix_web::http::Method;
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use crate::reply::Reply;

static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// An operation of the document.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// Its path, with parameters in braces.
    pub path: &'static str,
    /// Its method, in lower case.
    pub method: &'static str,
    /// What the document says of it.
    pub said: &'static Value,
}

impl Operation {
    /// Its id.
    pub fn id(&self) -> &'static str {
        self.said["operationId"].as_str().unwrap_or_default()
    }

    /// Whether it needs an access token.
    pub fn is_secured(&self) -> bool {
        self.said["security"]
            .as_array()
            .is_none_or(|schemes| !schemes.is_empty())
    }

    /// Whether it takes this header.
    pub fn takes(&self, header: &str) -> bool {
        let parameters = self.said["parameters"].as_array().into_iter().flatten();
        parameters
            .map(resolve)
            .any(|parameter| parameter["in"] == "header" && parameter["name"] == header)
    }

    /// The names of its path's parameters.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }

    /// The media type of its body and what the document says of it, if it takes one.
    pub fn body(&self) -> Option<(&'static str, &'static Value)> {
        let content = self.said["requestBody"]["content"].as_object()?;
        content
            .iter()
            .next()
            .map(|(name, media)| (name.as_str(), media))
    }

    /// What the document says of its answer with this status.
    pub fn answer(&self, status: &str) -> Option<&'static Value> {
        self.said["responses"].get(status).map(resolve)
    }
}

/// Every operation of the document.
pub fn operations() -> Vec<Operation> {
    let paths = api::openapi::document()["paths"].as_object();
    paths
        .into_iter()
        .flatten()
        .flat_map(|(path, item)| {
            item.as_object()
                .into_iter()
                .flatten()
                .map(move |(method, said)| Operation { path, method, said })
        })
        .collect()
}

/// A schema of the document by its name.
pub fn schema(name: &str) -> &'static Value {
    &api::openapi::document()["components"]["schemas"][name]
}

/// Follows a pointer within the document.
pub fn resolve(value: &'static Value) -> &'static Value {
    let target = value["$ref"]
        .as_str()
        .and_then(|pointer| api::openapi::document().pointer(pointer.trim_start_matches('#')));
    target.unwrap_or(value)
}

/// The operation that a request is for.
pub fn operation_at(method: &Method, path: &str) -> Option<Operation> {
    let method = match *method {
        Method::HEAD => "get".to_owned(),
        _ => method.as_str().to_lowercase(),
    };
    let path = path.split('?').next().unwrap_or_default();
    operations()
        .into_iter()
        .filter(|operation| operation.method == method && is_at(operation.path, path))
        .min_by_key(|operation| operation.path.matches('{').count())
}

fn is_at(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template
            .iter()
            .zip(path)
            .all(|(known, part)| known.starts_with('{') || *known == part)
}

/// Compares an answer with the document.
///
/// # Panics
/// When the document does not say that there can be such an answer.
pub fn check(method: &Method, path: &str, reply: &Reply) {
    let Some(operation) = operation_at(method, path) else {
        return;
    };
    let said = format!("{} answered {}", operation.id(), reply.status);
    let Some(answer) = operation.answer(reply.status.as_str()) else {
        panic!("{said}, which the document does not know of");
    };
    for header in ["request-id", "ratelimit", "ratelimit-policy"] {
        assert!(!reply.header(header).is_empty(), "{said} without {header}");
    }
    if reply.body.is_empty() {
        return;
    }
    let sent = reply.header("content-type");
    let sent = sent.split(';').next().unwrap_or_default();
    let Some(media) = answer["content"].get(sent) else {
        panic!("{said} with {sent}, which the document does not know of");
    };
    if sent.ends_with("json") && !sent.ends_with("openapi+json") {
        let misfits = misfits(&media["schema"], &reply.json());
        assert!(misfits.is_empty(), "{said} with {misfits:#?}");
    }
}

/// What in a value a schema of the document does not allow.
///
/// # Panics
/// When the schema is none.
pub fn misfits(schema: &Value, value: &Value) -> Vec<String> {
    let validator = {
        let mut known = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
        let validator = known
            .entry(schema.to_string())
            .or_insert_with(|| Arc::new(validator(schema)));
        Arc::clone(validator)
    };
    validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The document leaves answers open, for members that come later; what is answered today is in it.
fn validator(schema: &Value) -> Validator {
    let components = closed(&api::openapi::document()["components"]);
    let whole = json!({ "allOf": [closed(schema)], "components": components });
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&whole)
        .unwrap_or_else(|failure| panic!("{schema} is no schema: {failure}"))
}

/// The same schemas without members that they do not name.
fn closed(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Map<String, Value> = members
                .iter()
                .map(|(name, member)| (name.clone(), closed(member)))
                .collect();
            if members.get("properties").is_some_and(Value::is_object) {
                members
                    .entry("additionalProperties")
                    .or_insert(Value::Bool(false));
            }
            Value::Object(members)
        }
        Value::Array(items) => items.iter().map(closed).collect(),
        other => other.clone(),
    }
}
