//! What the document promises of a request that goes wrong: which field, which bound, and who may.

use std::collections::BTreeSet;

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Map, Value, json};
use tests::{
    document::{self, operations},
    on_each_backend,
    samples::{self, Fixture, Request},
};

/// Bounds that are larger are not tried: such a body is as large as a body may be.
const LARGEST: u64 = 4096;

/// Members that are compared and not checked: whoever guesses learns nothing of their form.
const COMPARED: [&str; 9] = [
    "/code",
    "/current_password",
    "/device_token",
    "/gate_token",
    "/invitation_token",
    "/join_code",
    "/password",
    "/refresh_token",
    "/token",
];

on_each_backend! {
    async fn every_bound_of_a_request_is_checked_and_named_in_the_answer(school: TestApp) {
        let mut wrong = Vec::new();
        let mut checked = 0;
        for (number, operation) in operations().into_iter().enumerate() {
            let Some((_, media)) = operation.body() else { continue };
            let Some(sample) = samples::of(operation.id()) else { continue };
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let Some(whole) = request.json() else { continue };
            let mut breaches = Vec::new();
            breaches_of(&media["schema"], &whole, "", &mut breaches);
            let by = stage.who(sample.by);
            for breach in breaches.iter().filter(|breach| breach.is_refused()) {
                let refused = request.send_body(&by, &breach.of(&whole)).await;
                let errors = refused.json()["errors"].as_array().cloned().unwrap_or_default();
                let is_named = errors.iter().any(|error| {
                    error["pointer"] == breach.pointer && error[breach.bound] == breach.limit
                });
                if refused.status != 422 || !is_named {
                    let (at, bound) = (&breach.pointer, breach.bound);
                    let answer = refused.json();
                    wrong.push(format!("{} {at} {bound}: {} {answer}", operation.id(), refused.status));
                }
                checked += 1;
            }
        }
        assert!(wrong.is_empty(), "{} of {checked}: {wrong:#?}", wrong.len());
        assert!(checked > 150, "{checked} bounds");
    }

    async fn a_query_parameter_that_is_wrong_is_named_with_its_bounds(school: TestApp) {
        let admin = school.district_admin("Novak").await;
        for (query, parameter, code, bound, limit) in [
            ("limit=0", "limit", "out_of_range", "minimum", json!(1)),
            ("limit=201", "limit", "out_of_range", "maximum", json!(200)),
            ("limit=many", "limit", "wrong_type", "maximum", json!(200)),
            ("outcome=perhaps", "outcome", "unknown_value", "allowed", json!("done refused")),
            ("person_id=robin", "person_id", "malformed", "format", json!("uuid")),
            ("since=yesterday", "since", "malformed", "format", json!("date-time")),
        ] {
            let path = format!("/v1/audit/events?{query}");
            let refused = admin.get(&path).await.assert_problem(400, "invalid_parameter").json();
            let error = &refused["errors"][0];
            assert_eq!(error["parameter"], parameter, "{refused}");
            assert_eq!(error["code"], code, "{refused}");
            assert_eq!(error[bound], limit, "{refused}");
            assert!(error["pointer"].is_null(), "{refused}");
        }
        let unknown = admin.get("/v1/schools?colour=red").await.assert_problem(400, "invalid_parameter");
        assert_eq!(unknown.json()["errors"][0]["code"], "unknown_parameter");
        let cursor = admin.get("/v1/schools?cursor=abc").await.assert_problem(400, "invalid_cursor");
        assert_eq!(cursor.json()["errors"][0]["parameter"], "cursor");
    }

    async fn access_tokens_that_are_missing_invalid_revoked_and_expired_are_told_apart(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let anybody = school.anybody();
        for (headers, reason, is_token) in [
            (vec![], "missing", false),
            (vec![("Authorization", "Basic cm9iaW46cw==")], "missing", false),
            (vec![("Authorization", "Bearer robin")], "invalid", true),
        ] {
            let refused = anybody.send(Method::GET, "/v1/me", &headers, Vec::new()).await;
            let refused = refused.assert_problem(401, "unauthenticated");
            assert_eq!(refused.json()["reason"], reason);
            let challenge = refused.header("www-authenticate");
            assert_eq!(challenge.contains(r#"error="invalid_token""#), is_token, "{challenge}");
        }
        let left = school.teacher("Okoro").await;
        left.post_empty("/v1/auth/sign-out").await.assert(204);
        let refused = left.get("/v1/me").await.assert_problem(401, "unauthenticated");
        assert_eq!(refused.json()["reason"], "revoked");
        school.clock.advance(TimeDelta::minutes(11));
        let refused = rivera.get("/v1/me").await.assert_problem(401, "unauthenticated");
        assert_eq!(refused.json()["reason"], "expired");
        assert!(refused.header("www-authenticate").contains(r#"error="invalid_token""#));
    }

    async fn who_is_refused_openly_is_told_who_may(school: TestApp) {
        let teacher = school.teacher("Rivera").await;
        let refused = teacher.get("/v1/audit/events").await;
        let refused = refused.assert_problem(403, "forbidden").json();
        let who: BTreeSet<&str> = refused["who_may"].as_array().unwrap()
            .iter().filter_map(Value::as_str).collect();
        assert!(who.contains("district_admin") && !who.contains("teacher"), "{who:?}");
        let far = school.teacher_in_other_district("Silva").await;
        let class = teacher.class("Grade 4 Coding").await;
        let hidden = far.get(&format!("/v1/classes/{class}")).await.assert_problem(404, "not_found");
        assert!(hidden.json()["who_may"].is_null());
        assert!(hidden.json()["rule"].is_null());
    }

    async fn a_merge_patch_is_read_from_plain_json_too(school: TestApp) {
        let teacher = school.teacher("Rivera").await;
        let class = teacher.class("Grade 4 Coding").await;
        let path = format!("/v1/classes/{class}");
        for (media_type, title) in [
            ("application/json", "Grade 5 Coding"),
            ("application/merge-patch+json", "Grade 6 Coding"),
        ] {
            let headers = [("If-Match", "*"), ("Content-Type", media_type)];
            let body = json!({ "title": title }).to_string().into_bytes();
            let changed = teacher.send(Method::PATCH, &path, &headers, body).await.assert(200);
            assert_eq!(changed.json()["title"], title);
        }
        let headers = [("If-Match", "*"), ("Content-Type", "text/plain")];
        let refused = teacher.send(Method::PATCH, &path, &headers, b"{}".to_vec()).await;
        refused.assert_problem(415, "unsupported_media_type");
    }

    async fn the_document_is_served_without_white_space_and_once(school: TestApp) {
        let anybody = school.anybody();
        let served = anybody.get("/openapi.json").await.assert(200);
        assert_eq!(served.header("content-type"), "application/openapi+json");
        assert!(!served.content().contains(&b'\n'));
        let tag = served.header("etag").clone();
        let headers = [("If-None-Match", tag.as_str())];
        let known = anybody.send(Method::GET, "/openapi.json", &headers, Vec::new()).await;
        assert!(known.assert(304).body.is_empty());
    }
}

/// A value of one member that is outside of one bound.
struct Breach {
    pointer: String,
    bound: &'static str,
    limit: Value,
    value: Value,
}

impl Breach {
    /// Whether it fails the request: each event of a batch has a result of its own.
    fn is_refused(&self) -> bool {
        !COMPARED.contains(&self.pointer.as_str()) && !self.pointer.starts_with("/events/")
    }

    /// The body with this value in it.
    fn of(&self, whole: &Value) -> Value {
        let mut body = whole.clone();
        let (parent, member) = self.pointer.rsplit_once('/').unwrap();
        match body.pointer_mut(parent).unwrap() {
            Value::Array(items) => items[member.parse::<usize>().unwrap()] = self.value.clone(),
            object => object[member] = self.value.clone(),
        }
        body
    }
}

/// Collects a breach of every bound of every member; of a list, in its first item.
fn breaches_of(schema: &'static Value, value: &Value, at: &str, found: &mut Vec<Breach>) {
    let schema = document::resolve(schema);
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        let (member, at) = (document::resolve(member), format!("{at}/{name}"));
        breach_bounds(member, &value[name], &at, found);
        breaches_of(member, &value[name], &at, found);
    }
    if let Some(first) = value.get(0) {
        let items = document::resolve(&schema["items"]);
        breach_bounds(items, first, &format!("{at}/0"), found);
        breaches_of(items, first, &format!("{at}/0"), found);
    }
}

fn breach_bounds(schema: &'static Value, value: &Value, at: &str, found: &mut Vec<Breach>) {
    let mut breach = |bound, limit: &Value, value| {
        found.push(Breach {
            pointer: at.to_owned(),
            bound,
            limit: limit.clone(),
            value,
        });
    };
    let known: &Map<String, Value> = schema.as_object().unwrap();
    for (keyword, limit) in known {
        let count = limit.as_u64().filter(|count| *count < LARGEST);
        let count = count.and_then(|count| usize::try_from(count).ok());
        match (keyword.as_str(), count) {
            ("minLength", Some(least)) if least > 0 => {
                breach("min_length", limit, json!("a".repeat(least - 1)));
            }
            ("maxLength", Some(most)) if known.get("format").is_none() => {
                breach("max_length", limit, json!("a".repeat(most + 1)));
            }
            ("minItems", Some(least)) if least > 0 => breach("min_items", limit, json!([])),
            ("maxItems", Some(most)) if !value[0].is_null() => {
                breach("max_items", limit, json!(vec![value[0].clone(); most + 1]));
            }
            ("minimum", _) => breach("minimum", limit, json!(limit.as_i64().unwrap() - 1)),
            ("maximum", _) => breach("maximum", limit, json!(limit.as_i64().unwrap() + 1)),
            ("enum", _) => {
                let words = limit.as_array().unwrap().iter().filter_map(Value::as_str);
                let words: Vec<&str> = words.collect();
                breach("allowed", &json!(words.join(" ")), json!("no_such_word"));
            }
            ("format", _) if matches!(limit.as_str(), Some("uuid" | "date" | "date-time")) => {
                breach("format", limit, json!("nothing of that form"));
            }
            _ => {}
        }
    }
}
