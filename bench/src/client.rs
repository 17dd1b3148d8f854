//! A client of the API that blocks: one connection, kept alive.

use std::time::Duration;

use serde_json::Value;
use ureq::{Agent, Body, http};

use crate::failure::Failure;

/// How long an answer is waited for. The first load of a roster is one request.
const PATIENCE: Duration = Duration::from_mins(10);
/// The largest answer, in bytes.
const LARGEST_ANSWER: u64 = 64 << 20;

/// A client with an address of its own, which the server believes because it trusts this machine:
/// so the budgets of addresses are spread as they are where many networks ask.
pub struct Client {
    agent: Agent,
    origin: String,
    address: String,
    token: Option<String>,
}

/// An answer.
pub struct Reply {
    path: String,
    /// Its status.
    pub status: u16,
    /// Its entity tag.
    pub etag: Option<String>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Client {
    /// The client of this number, without an account.
    pub fn new(origin: &str, number: usize) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .proxy(None)
            .build();
        Self {
            agent: config.into(),
            origin: origin.to_owned(),
            address: format!("10.{}.{}.1", number / 256 % 256, number % 256),
            token: None,
        }
    }

    /// The same client with an access token.
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(format!("Bearer {token}"));
        self
    }

    /// `GET`.
    pub fn get(&self, path: &str) -> Result<Reply, Failure> {
        let request = self.request("GET", path).body(());
        answer(path, self.agent.run(whole(request)?)?)
    }

    /// `GET` of what is known under an entity tag.
    pub fn get_unless(&self, path: &str, etag: &str) -> Result<Reply, Failure> {
        let request = self.request("GET", path).header("If-None-Match", etag);
        answer(path, self.agent.run(whole(request.body(()))?)?)
    }

    /// `POST` of JSON.
    pub fn post(&self, path: &str, body: &Value) -> Result<Reply, Failure> {
        self.post_bytes(path, "application/json", body.to_string().into_bytes())
    }

    /// `POST` of anything.
    pub fn post_bytes(&self, path: &str, kind: &str, body: Vec<u8>) -> Result<Reply, Failure> {
        let request = self.request("POST", path).header("Content-Type", kind);
        answer(path, self.agent.run(whole(request.body(body))?)?)
    }

    fn request(&self, method: &str, path: &str) -> http::request::Builder {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.origin))
            .header("X-Forwarded-For", &self.address);
        match &self.token {
            Some(token) => request.header("Authorization", token),
            None => request,
        }
    }
}

impl Reply {
    /// The answer, if it has this status.
    pub fn expect(self, status: u16) -> Result<Self, Failure> {
        if self.status == status {
            return Ok(self);
        }
        Err(Failure::Answer {
            status: self.status,
            body: String::from_utf8_lossy(&self.body).into_owned(),
            path: self.path,
        })
    }

    /// Its body as JSON.
    pub fn json(&self) -> Result<Value, Failure> {
        serde_json::from_slice(&self.body)
            .map_err(|_| Failure::Said(format!("{} answered no JSON", self.path)))
    }

    /// A text in its body, by JSON pointer.
    pub fn text(&self, pointer: &str) -> Result<String, Failure> {
        text(&self.json()?, pointer)
    }
}

/// A text in a JSON value, by JSON pointer.
///
/// # Errors
/// If it is not there.
pub fn text(value: &Value, pointer: &str) -> Result<String, Failure> {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| Failure::Said(format!("an answer has no {pointer}")))
}

/// The values of a list in a JSON value, by JSON pointer; none if it is not there.
pub fn list<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    let found = value.pointer(pointer).and_then(Value::as_array);
    found.map_or(&[], Vec::as_slice)
}

fn whole<B>(request: Result<http::Request<B>, http::Error>) -> Result<http::Request<B>, Failure> {
    request.map_err(|failure| Failure::Said(format!("no such request: {failure}")))
}

fn answer(path: &str, mut answer: http::Response<Body>) -> Result<Reply, Failure> {
    let etag = answer.headers().get("etag");
    Ok(Reply {
        path: path.to_owned(),
        status: answer.status().as_u16(),
        etag: etag.and_then(|tag| tag.to_str().ok()).map(str::to_owned),
        body: answer
            .body_mut()
            .with_config()
            .limit(LARGEST_ANSWER)
            .read_to_vec()?,
    })
}
