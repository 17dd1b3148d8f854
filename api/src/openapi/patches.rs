//! Merge patches: read from `application/json` too, which many clients send.

use serde_json::Value;

use super::visit;
use crate::http::{JSON, MERGE_PATCH};

/// Documents the second media type of every merge patch.
pub(super) fn complete(document: &mut Value) {
    visit::operations(document, |documented| {
        let body = documented.members.get_mut("requestBody");
        let content = body.and_then(|body| body["content"].as_object_mut());
        if let Some(content) = content
            && let Some(patch) = content.get(MERGE_PATCH).cloned()
        {
            content.insert(JSON.to_owned(), patch);
        }
    });
}
