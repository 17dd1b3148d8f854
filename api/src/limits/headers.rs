//! `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10).

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

use super::buckets::{Spent, WINDOW_SECONDS};

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Says what each budget that counted the request has left.
pub(super) fn put(headers: &mut HeaderMap, spent: &[Spent]) {
    let left = spent.iter().map(|spent| {
        let remaining = spent.remaining.unwrap_or_default();
        format!(
            "\"{}\";r={remaining};t={}",
            spent.budget.name(),
            spent.seconds
        )
    });
    let policy = spent.iter().map(|spent| {
        format!(
            "\"{}\";q={};w={WINDOW_SECONDS}",
            spent.budget.name(),
            spent.quota
        )
    });
    insert(headers, RATE_LIMIT, &left.collect::<Vec<_>>());
    insert(headers, RATE_LIMIT_POLICY, &policy.collect::<Vec<_>>());
}

fn insert(headers: &mut HeaderMap, name: HeaderName, items: &[String]) {
    if let Ok(value) = HeaderValue::from_str(&items.join(", ")) {
        headers.insert(name, value);
    }
}
