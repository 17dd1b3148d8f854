//! The headers of answers, as shared parts.

use serde_json::{Value, json};

use super::parameters::has_tag;
use super::{
    parameters::is_keyed,
    visit::{self, Members, reference},
};

/// Names, what they say, and what their values look like.
const HEADERS: [(&str, &str, &str); 13] = [
    (
        "Request-Id",
        "The id of the request: the client's own if it sent a UUID, a new one otherwise.",
        "uuid",
    ),
    (
        "RateLimit",
        "What is left (`r`) of each budget that counted this request, and in how many seconds it is \
         whole again (`t`): draft-ietf-httpapi-ratelimit-headers-10.",
        r#""caller";r=599;t=1"#,
    ),
    (
        "RateLimit-Policy",
        "The budgets that counted this request: `q` requests in `w` seconds.",
        r#""caller";q=600;w=60"#,
    ),
    (
        "Access-Control-Allow-Origin",
        "The origin of the page that asked, if it is configured.",
        "https://learn.example.edu",
    ),
    (
        "ETag",
        "The strong entity tag of what is in the body (RFC 9110 §8.8.3): for `If-None-Match` and \
         `If-Match`.",
        r#""u5Jm0cTzqk3yQ0V0l2yq3c9Q""#,
    ),
    (
        "Idempotent-Replayed",
        "`true` if this is the answer that was given before to the same `Idempotency-Key`.",
        "true",
    ),
    (
        "Location",
        "The address of the created resource.",
        "/v1/classes/01996b3c-7a00-7000-8000-000000000001",
    ),
    (
        "Link",
        "The next page (RFC 8288), if there is one.",
        r#"</v1/me/classes?limit=50&cursor=AZlrPHoA>; rel="next""#,
    ),
    ("Retry-After", "Seconds to wait.", "2"),
    (
        "WWW-Authenticate",
        "How to authenticate (RFC 6750): with `error=\"invalid_token\"` if there was a token.",
        r#"Bearer realm="hallpass", error="invalid_token", error_description="expired""#,
    ),
    (
        "Content-Disposition",
        "The suggested file name.",
        "attachment",
    ),
    (
        "Vary",
        "What of the request decides in which media type and coding the answer is.",
        "Accept-Encoding",
    ),
    (
        "Allow",
        "The methods that the address knows.",
        "GET, HEAD, OPTIONS",
    ),
];

/// On every answer that came to an operation.
const EVERYWHERE: [&str; 4] = [
    "Request-Id",
    "RateLimit",
    "RateLimit-Policy",
    "Access-Control-Allow-Origin",
];

/// Documents the headers of every answer.
pub(super) fn complete(document: &mut Value) {
    let mut used = Vec::new();
    visit::operations(document, |mut documented| {
        let is_list = documented.has_parameter("cursor");
        let is_once = is_keyed(documented.id());
        let responses = documented.responses().into_iter().flatten();
        for (status, response) in responses {
            if let Some(response) = response
                .as_object_mut()
                .filter(|it| !it.contains_key("$ref"))
            {
                let names = names(status, response, is_list, is_once);
                used.extend(names.iter().copied());
                put(response, &names);
            }
        }
    });
    let shared = document["components"]["responses"].as_object_mut();
    for (name, response) in shared.into_iter().flatten() {
        let mut names = EVERYWHERE.to_vec();
        match name.as_str() {
            "Unauthorized" => names.push("WWW-Authenticate"),
            "TooManyRequests" | "ServiceUnavailable" => names.push("Retry-After"),
            "MethodNotAllowed" => names.push("Allow"),
            _ => {}
        }
        used.extend(names.iter().copied());
        if let Some(response) = response.as_object_mut() {
            put(response, &names);
        }
    }
    let shared = HEADERS.iter().filter(|(name, ..)| used.contains(name)).map(
        |(name, description, example)| ((*name).to_owned(), header(name, description, example)),
    );
    visit::share(document, "headers", shared);
}

fn names(status: &str, response: &Members, is_list: bool, is_once: bool) -> Vec<&'static str> {
    let content = response.get("content").and_then(Value::as_object);
    let has = |media_type: &str| content.is_some_and(|content| content.contains_key(media_type));
    let good = status.starts_with('2');
    let is_tagged = response.get("content").is_some_and(has_tag);
    let optional = [
        (good && is_tagged || status == "304", "ETag"),
        (good && is_once, "Idempotent-Replayed"),
        (status == "201", "Location"),
        (status == "200" && is_list, "Link"),
        (matches!(status, "202" | "429" | "503"), "Retry-After"),
        (status == "401", "WWW-Authenticate"),
        (good && has("text/csv"), "Content-Disposition"),
        (good && (is_tagged || has("text/csv")), "Vary"),
    ];
    let optional = optional
        .into_iter()
        .filter_map(|(applies, name)| applies.then_some(name));
    EVERYWHERE.into_iter().chain(optional).collect()
}

fn put(response: &mut Members, names: &[&str]) {
    let headers = response
        .entry("headers")
        .or_insert_with(|| json!({}))
        .as_object_mut();
    if let Some(headers) = headers {
        for name in names {
            headers.insert((*name).to_owned(), reference("headers", name));
        }
    }
}

fn header(name: &str, description: &str, example: &str) -> Value {
    let schema = match name {
        "Request-Id" => {
            return json!({
                "description": description,
                "schema": { "type": "string", "format": "uuid", "maxLength": 36 },
                "example": "01996b3c-7a00-7000-8000-00000000000f",
            });
        }
        "Retry-After" => {
            return json!({
                "description": description,
                "schema": { "type": "integer", "format": "int32", "minimum": 0, "maximum": 86400 },
                "example": 2,
            });
        }
        "Idempotent-Replayed" => json!({ "type": "string", "enum": ["true"] }),
        _ => json!({ "type": "string", "maxLength": 1024, "pattern": r"^[\x20-\x7e]*$" }),
    };
    json!({ "description": description, "schema": schema, "example": example })
}
