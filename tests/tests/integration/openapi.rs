//! The API document: complete, bounded, and true.

use std::{collections::BTreeSet, fs, path::Path};

use domain::text::{FieldText as _, GivenName};
use serde_json::{Value, json};
use tests::{
    document::{self, Operation, operations},
    on_each_backend,
    samples::{self, Fixture, Request},
};

/// Media types of files, which show themselves.
const FILES: [&str; 3] = ["text/csv", "application/zip", "application/octet-stream"];

on_each_backend! {
    async fn an_idempotency_key_is_read_exactly_where_the_document_says_so(school: TestApp) {
        let mut wrong = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            let Some(sample) = samples::of(operation.id()).filter(|_| operation.method == "post") else {
                continue;
            };
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let by = stage.who(sample.by);
            let is_read = request.send_with(&by, ("Idempotency-Key", "")).await.status == 400;
            if is_read != operation.takes("Idempotency-Key") {
                wrong.push(operation.id());
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn null_is_taken_in_a_merge_patch_exactly_where_the_document_says_so(school: TestApp) {
        let mut wrong = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            let Some((_, media)) = operation.body().filter(|_| operation.method == "patch") else {
                continue;
            };
            let sample = samples::of(operation.id()).unwrap();
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let by = stage.who(sample.by);
            let members = document::resolve(&media["schema"])["properties"].as_object().unwrap();
            for member in members.keys() {
                let fits = document::misfits(&media["schema"], &json!({ member: null })).is_empty();
                let reply = request.send_body(&by, &json!({ member: null })).await;
                let misfit = reply.status == 422 && reply.json()["errors"][0]["code"] == "wrong_type";
                let named = !misfit || reply.json()["errors"][0]["pointer"] == format!("/{member}");
                if fits == misfit || !named {
                    wrong.push(format!("{}: {member}: {}", operation.id(), reply.status));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn every_line_of_a_request_is_checked_and_each_that_is_wrong_is_named(school: TestApp) {
        let mut wrong = Vec::new();
        let mut checked = 0;
        for (number, operation) in operations().into_iter().enumerate() {
            let Some((_, media)) = operation.body() else { continue };
            let mut lines = Vec::new();
            lines_of(&media["schema"], "", &mut lines);
            let sample = samples::of(operation.id()).filter(|_| !lines.is_empty());
            let Some(sample) = sample else { continue };
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let mut body = request.json().unwrap();
            for line in &lines {
                let (parent, member) = line.rsplit_once('/').unwrap();
                body.pointer_mut(parent).unwrap()[member] = json!("Ada\u{202E}");
            }
            let refused = request.send_body(&stage.who(sample.by), &body).await;
            let errors = refused.json()["errors"].as_array().cloned().unwrap_or_default();
            let named: BTreeSet<&str> = errors.iter()
                .filter(|error| error["code"] == "not_a_line")
                .filter_map(|error| error["pointer"].as_str())
                .collect();
            if refused.status != 422 || named != lines.iter().map(String::as_str).collect() {
                wrong.push(format!("{}: {lines:?}: {errors:?}", operation.id()));
            }
            checked += lines.len();
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(checked > 20, "{checked} lines");
    }

    async fn the_example_of_every_request_is_done_and_answered_as_the_document_says(school: TestApp) {
        let mut wrong = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            let Some(sample) = samples::of(operation.id()) else {
                wrong.push(format!("{}: no sample", operation.id()));
                continue;
            };
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let reply = request.send(&stage.who(sample.by), &request.path).await;
            if !reply.status.is_success() {
                let body = String::from_utf8_lossy(&reply.body).into_owned();
                wrong.push(format!("{}: {} {body}", operation.id(), reply.status));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// Where a body has lines of text, as JSON pointers; of a list, in its first item.
#[cfg(test)]
fn lines_of(schema: &'static Value, at: &str, lines: &mut Vec<String>) {
    let schema = document::resolve(schema);
    if schema["pattern"] == GivenName::PATTERN {
        lines.push(at.to_owned());
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        lines_of(member, &format!("{at}/{name}"), lines);
    }
    if schema["items"].is_object() {
        lines_of(&schema["items"], &format!("{at}/0"), lines);
    }
}

#[test]
fn every_request_and_answer_has_an_example_that_fits() {
    let mut wrong = Vec::new();
    for operation in operations() {
        let mut shown: Vec<(String, &str, &Value)> = Vec::new();
        if let Some((media_type, media)) = operation.body() {
            shown.push(("request".to_owned(), media_type, media));
        }
        for (status, answer) in operation.said["responses"].as_object().unwrap() {
            let content = document::resolve(answer)["content"].as_object();
            for (media_type, media) in content.into_iter().flatten() {
                shown.push((status.clone(), media_type, media));
            }
        }
        for (what, media_type, media) in shown {
            if FILES.contains(&media_type) {
                continue;
            }
            let several = media["examples"].as_object().into_iter().flatten();
            let examples: Vec<&Value> = several
                .map(|(_, example)| &example["value"])
                .chain(media.get("example"))
                .collect();
            if examples.is_empty() {
                wrong.push(format!("{} {what}: no example", operation.id()));
            }
            for example in examples {
                let misfits = document::misfits(&media["schema"], example);
                if !misfits.is_empty() {
                    wrong.push(format!("{} {what}: {misfits:?}", operation.id()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_operation_says_what_it_is_and_what_auditors_ask() {
    let document = api::openapi::document();
    let described: BTreeSet<&str> = document["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag["name"].as_str().unwrap())
        .collect();
    let mut ids = BTreeSet::new();
    for operation in operations() {
        let id = operation.id();
        assert!(ids.insert(id), "{id} is there twice");
        for name in ["summary", "description"] {
            let text = operation.said[name].as_str().unwrap_or_default();
            assert!(!text.trim().is_empty(), "{id} has no {name}");
        }
        let tags = operation.said["tags"].as_array().unwrap();
        assert_eq!(tags.len(), 1, "{id} has one tag");
        assert!(
            described.contains(tags[0].as_str().unwrap()),
            "{id}: {} is not described",
            tags[0]
        );
        for field in [
            "x-permission",
            "x-roles",
            "x-legal-basis",
            "x-data-categories",
            "x-audit-event",
            "x-retention",
            "x-rate-class",
        ] {
            assert!(!operation.said[field].is_null(), "{id} has no {field}");
        }
    }
}

#[test]
fn the_documented_operations_are_those_of_the_list_of_operations() {
    let listed: BTreeSet<&str> = api::routes::operations()
        .map(|operation| operation.id)
        .collect();
    let documented: BTreeSet<&str> = operations().iter().map(Operation::id).collect();
    assert_eq!(listed, documented);
}

#[test]
fn the_documented_operations_are_those_that_handlers_serve() {
    let mut served = BTreeSet::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src");
    handlers(&sources, &mut served);
    for page in api::pages::ADDRESSES {
        assert!(served.remove(&format!("get {page}")), "{page} is a page");
        // The form of a page leads back to it.
        served.remove(&format!("post {page}"));
    }
    let documented: BTreeSet<String> = operations()
        .iter()
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect();
    assert_eq!(served, documented);
}

/// Collects the method and path of every handler in a directory.
#[cfg(test)]
fn handlers(directory: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            handlers(&path, found);
            continue;
        }
        for line in fs::read_to_string(&path).unwrap().lines() {
            for method in ["get", "put", "post", "patch", "delete"] {
                let rest = line.trim().strip_prefix(&format!("#[{method}(\""));
                if let Some((route, _)) = rest.and_then(|rest| rest.split_once('"')) {
                    found.insert(format!("{method} {route}"));
                }
            }
        }
    }
}

#[test]
fn every_value_is_bounded() {
    let mut wrong = Vec::new();
    unbounded("#", api::openapi::document(), &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Notes where a schema leaves something open. Every object with a `type` is taken for a schema,
/// except the values of examples and the properties of that name.
#[cfg(test)]
fn unbounded(at: &str, value: &Value, wrong: &mut Vec<String>) {
    if let Some(items) = value.as_array() {
        for (index, item) in items.iter().enumerate() {
            unbounded(&format!("{at}/{index}"), item, wrong);
        }
    }
    let Some(members) = value.as_object() else {
        return;
    };
    for (name, member) in members {
        if !matches!(name.as_str(), "example" | "examples" | "securitySchemes") {
            unbounded(&format!("{at}/{name}"), member, wrong);
        }
    }
    if at.ends_with("/properties") {
        return;
    }
    let is = |name: &str| match members.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(several)) => several.iter().any(|one| one == name),
        _ => false,
    };
    let has = |name: &str| members.contains_key(name);
    let mut need = |met: bool, what: &str| {
        if !met {
            wrong.push(format!("{at}: {what}"));
        }
    };
    if is("string") && !has("enum") && !has("const") {
        need(has("maxLength"), "maxLength");
        need(has("format") || has("pattern"), "format or pattern");
    }
    if is("integer") {
        need(
            has("format") && has("minimum") && has("maximum"),
            "format, minimum, maximum",
        );
    }
    if is("array") {
        need(has("maxItems"), "maxItems");
    }
    need(!has("allOf"), "no allOf: generators read one object");
    need(!has("anyOf"), "no anyOf: generators read one type");
    let choices = members.get("oneOf").and_then(Value::as_array);
    need(
        choices.is_none_or(|choices| choices.iter().all(|choice| choice["type"] != "null")),
        "no choice of null: it is one of the types",
    );
}

#[test]
fn requests_have_known_members_only_and_answers_can_get_more() {
    let mut answered = BTreeSet::from(["Problem"]);
    follow(document::schema("Problem"), &mut answered);
    let mut asked = BTreeSet::new();
    for operation in operations() {
        follow(&operation.said["requestBody"], &mut asked);
        follow(&operation.said["responses"], &mut answered);
    }
    let mut wrong = Vec::new();
    for name in asked.union(&answered) {
        let mut objects = Vec::new();
        objects_of(document::schema(name), &mut objects);
        let is_closed = |object: &&Value| object["additionalProperties"] == false;
        let closed = objects.iter().filter(|object| is_closed(object)).count();
        let expected = if answered.contains(name) {
            0
        } else {
            objects.len()
        };
        if closed != expected {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Notes the names of the schemas that a part of the document leads to.
#[cfg(test)]
fn follow(part: &'static Value, names: &mut BTreeSet<&'static str>) {
    let pointer = part["$ref"].as_str();
    if let Some(name) = pointer.and_then(|to| to.strip_prefix("#/components/schemas/")) {
        if names.insert(name) {
            follow(document::schema(name), names);
        }
    } else if pointer.is_some() {
        follow(document::resolve(part), names);
    }
    let members = part.as_object().into_iter().flatten();
    members.for_each(|(_, member)| follow(member, names));
    let items = part.as_array().into_iter().flatten();
    items.for_each(|item| follow(item, names));
}

/// Collects the objects of a schema, without those that it points to.
#[cfg(test)]
fn objects_of(schema: &'static Value, objects: &mut Vec<&'static Value>) {
    if schema["properties"].is_object() {
        objects.push(schema);
    }
    let members = schema.as_object().into_iter().flatten();
    members.for_each(|(_, member)| objects_of(member, objects));
    let items = schema.as_array().into_iter().flatten();
    items.for_each(|item| objects_of(item, objects));
}

#[test]
fn every_value_of_a_vocabulary_is_described_and_every_vocabulary_is_open_or_closed() {
    let mut wrong = Vec::new();
    undescribed("#", api::openapi::document(), &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[cfg(test)]
fn undescribed(at: &str, value: &Value, wrong: &mut Vec<String>) {
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        undescribed(&format!("{at}/{index}"), item, wrong);
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        if !matches!(name.as_str(), "example" | "examples") {
            undescribed(&format!("{at}/{name}"), member, wrong);
        }
    }
    let Some(values) = value["enum"].as_array() else {
        return;
    };
    if !value["x-open"].is_boolean() {
        wrong.push(format!("{at}: neither open nor closed"));
    }
    let meanings = value["x-enum-descriptions"].as_array();
    let told = meanings.into_iter().flatten().filter_map(Value::as_str);
    if values.len() > 1 && told.filter(|meaning| !meaning.trim().is_empty()).count() != values.len()
    {
        wrong.push(format!("{at}: {values:?}"));
    }
}

#[test]
fn the_document_in_the_repository_is_this_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi.yaml");
    let generated = api::openapi::yaml();
    if std::env::var_os("HALLPASS_UPDATE").is_some() {
        fs::write(&path, &generated).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == generated, "openapi.yaml is old: run scripts/update");
}
