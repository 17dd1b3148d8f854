//! What came back.

use std::io::Read as _;

use actix_web::http::{StatusCode, header::HeaderMap};
use flate2::read::GzDecoder;
use serde_json::Value;

/// An answer of the server.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl Reply {
    /// Expects a status.
    ///
    /// # Panics
    /// When it is another; shows the body.
    #[track_caller]
    pub fn assert(self, status: u16) -> Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}",
            String::from_utf8_lossy(&self.body)
        );
        self
    }

    /// Expects a problem of this status and code.
    ///
    /// # Panics
    /// When it is something else.
    #[track_caller]
    pub fn assert_problem(self, status: u16, code: &str) -> Self {
        let reply = self.assert(status);
        assert_eq!(reply.header("content-type"), "application/problem+json");
        assert_eq!(
            reply.json()["code"],
            code,
            "{}",
            String::from_utf8_lossy(&reply.body)
        );
        reply
    }

    /// Expects that the state of things does not allow it, for this reason.
    ///
    /// # Panics
    /// When it is something else.
    #[track_caller]
    pub fn assert_conflict(self, reason: &str) -> Self {
        let reply = self.assert_problem(409, "state_conflict");
        assert_eq!(reply.text("/reason"), reason);
        reply
    }

    /// The body, unpacked if it is compressed.
    ///
    /// # Panics
    /// When it says that it is and is not.
    pub fn content(&self) -> Vec<u8> {
        if self.header("content-encoding") != "gzip" {
            return self.body.clone();
        }
        let mut content = Vec::new();
        GzDecoder::new(self.body.as_slice())
            .read_to_end(&mut content)
            .unwrap_or_else(|failure| panic!("{failure}"));
        content
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.content())
            .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&self.body)))
    }

    /// A string in the JSON body, by its JSON pointer.
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    pub fn text(&self, pointer: &str) -> String {
        match self.json().pointer(pointer) {
            Some(Value::String(text)) => text.clone(),
            other => panic!("no text at {pointer}: {other:?}"),
        }
    }

    /// A header, empty if it is not there.
    pub fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    }

    /// The body without what differs between any two requests.
    pub fn body_without_request_id(&self) -> String {
        let mut body = self.json();
        if let Some(object) = body.as_object_mut() {
            object.remove("request_id");
        }
        body.to_string()
    }
}
