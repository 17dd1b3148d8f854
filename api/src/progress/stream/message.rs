//! Messages of a stream (HTML Living Standard §9.2, server-sent events).

use std::time::Duration;

use actix_web::web::Bytes;

use crate::problem::{ApiError, Problem};

/// What keeps the connection open, and finds out whether it is.
pub(super) const KEEP_ALIVE: Bytes = Bytes::from_static(b":\n\n");

/// How long a client waits before it connects again.
pub(super) fn retry_after(wait: Duration) -> String {
    format!("retry: {}\n\n", wait.as_millis())
}

/// A state of the class: its revision as the id, its view as data on one line.
pub(super) fn progress(revision: &str, view: &str) -> String {
    format!("event: progress\nid: {revision}\ndata: {view}\n\n")
}

/// The last message, when access ended: why, as a problem.
pub(super) fn end(error: &ApiError) -> Bytes {
    let problem = serde_json::to_string(&Problem::from(error)).unwrap_or_default();
    Bytes::from(format!("event: end\ndata: {problem}\n\n"))
}
