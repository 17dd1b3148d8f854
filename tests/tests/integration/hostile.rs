//! Bodies that no client of ours sends. Texts that a database cannot hold: PostgreSQL has no NUL in a
//! text, and the answer has to say what is wrong, not that the server failed. Arrays where the
//! document has objects.

use serde_json::Value;
use tests::{
    document::operations,
    on_each_backend,
    samples::{self, Fixture, Request},
};

/// The pointers to the texts of a body.
#[cfg(test)]
fn texts(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at.to_owned()),
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                texts(item, &format!("{at}/{number}"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                texts(member, &format!("{at}/{name}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The pointers to the objects of a body.
#[cfg(test)]
fn objects(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.push(at.to_owned());
            for (name, member) in members {
                objects(member, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                objects(item, &format!("{at}/{number}"), found);
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

on_each_backend! {
    async fn an_array_of_its_values_is_never_taken_for_an_object(school: TestApp) {
        let mut taken = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            let Some(sample) = samples::of(operation.id()) else {
                continue;
            };
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let Some(body) = request.json() else { continue };
            let mut pointers = Vec::new();
            objects(&body, "", &mut pointers);
            for pointer in pointers {
                let mut changed = body.clone();
                let object = changed.pointer_mut(&pointer).unwrap();
                *object = object.as_object().unwrap().values().cloned().collect();
                let who = stage.who(sample.by);
                let reply = request.send_with_body(&who, &request.path, Some(&changed)).await;
                // Of a batch, each event has its own result.
                let is_refused = reply.status == 422
                    || reply.status == 200 && reply.json().pointer("/results/0/reason") == Some(&"malformed".into());
                if !is_refused {
                    taken.push(format!("{} {pointer}: {} {}", operation.id(), reply.status, reply.json()));
                }
            }
        }
        assert!(taken.is_empty(), "{taken:#?}");
    }

    async fn a_nul_in_a_text_is_never_the_servers_failure(school: TestApp) {
        let mut wrong = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            let Some(sample) = samples::of(operation.id()) else {
                continue;
            };
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let who = stage.who(sample.by);
            let mut asked: Vec<(String, Option<Value>)> = Vec::new();
            for parameter in operation.said["parameters"].as_array().into_iter().flatten() {
                let parameter = tests::document::resolve(parameter);
                let name = parameter["name"].as_str().unwrap_or_default();
                if parameter["in"] == "query" {
                    let mark = if request.path.contains('?') { '&' } else { '?' };
                    asked.push((format!("{}{mark}{name}=%00", request.path), None));
                }
            }
            for name in operation.path_parameters() {
                asked.push((request.path.replacen(stage.knows(name), "%00", 1), None));
            }
            if let Some(body) = request.json() {
                let mut pointers = Vec::new();
                texts(&body, "", &mut pointers);
                for pointer in pointers {
                    let mut changed = body.clone();
                    if let Some(text) = changed.pointer_mut(&pointer) {
                        *text = Value::from(format!("{}\u{0}", text.as_str().unwrap_or_default()));
                    }
                    asked.push((request.path.clone(), Some(changed)));
                }
            }
            for (path, body) in asked {
                let reply = request.send_with_body(&who, &path, body.as_ref()).await;
                if reply.status.is_server_error() {
                    wrong.push(format!("{} {path} {body:?}: {}", operation.id(), reply.status));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
