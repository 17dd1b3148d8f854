//! A client of the demo's own API: every step of the story goes through routes, tokens, permits and
//! the audit log, as those of any client would.

use std::{future::Future, pin::Pin, rc::Rc};

use actix_http::Request;
use actix_web::{
    body::to_bytes,
    dev::Service,
    http::Method,
    test::{TestRequest, init_service},
    web::Data,
};
use serde_json::Value;

use crate::{app::Hallpass, commands::CommandError, service};

type Answered = Pin<Box<dyn Future<Output = Result<Value, CommandError>>>>;

/// Speaks to the service within this process.
pub(super) struct Client(Box<dyn Fn(Request) -> Answered>);

/// A client of the API.
#[derive(Clone)]
pub(super) struct Token(String);

impl Token {
    /// The access token in an answer of signing in.
    pub(super) fn of(answer: &Value) -> Result<Self, CommandError> {
        text(answer, "/access_token").map(Self)
    }
}

impl Client {
    pub(super) async fn new(hallpass: Data<Hallpass>) -> Self {
        let service = Rc::new(init_service(service::app(hallpass)).await);
        Self(Box::new(move |request| {
            let service = Rc::clone(&service);
            Box::pin(async move {
                let path = request.path().to_owned();
                let response = match service.call(request).await {
                    Ok(response) => response.into_parts().1,
                    Err(error) => error.error_response(),
                };
                let status = response.status();
                let body = to_bytes(response.into_body()).await.unwrap_or_default();
                if status.is_success() {
                    Ok(serde_json::from_slice(&body).unwrap_or(Value::Null))
                } else {
                    let problem = String::from_utf8_lossy(&body);
                    Err(CommandError::Said(format!(
                        "{path} answered {status}: {problem}"
                    )))
                }
            })
        }))
    }

    pub(super) async fn get(&self, token: &Token, path: &str) -> Result<Value, CommandError> {
        self.send(
            Method::GET,
            Some(token),
            path,
            "application/json",
            Vec::new(),
        )
        .await
    }

    pub(super) async fn post(
        &self,
        token: &Token,
        path: &str,
        body: &Value,
    ) -> Result<Value, CommandError> {
        let body = body.to_string().into_bytes();
        self.send(Method::POST, Some(token), path, "application/json", body)
            .await
    }

    /// Without a body.
    pub(super) async fn ask(&self, token: &Token, path: &str) -> Result<Value, CommandError> {
        self.send(
            Method::POST,
            Some(token),
            path,
            "application/json",
            Vec::new(),
        )
        .await
    }

    /// Without a token.
    pub(super) async fn knock(&self, path: &str, body: &Value) -> Result<Value, CommandError> {
        let body = body.to_string().into_bytes();
        self.send(Method::POST, None, path, "application/json", body)
            .await
    }

    pub(super) async fn upload(
        &self,
        token: &Token,
        path: &str,
        zip: Vec<u8>,
    ) -> Result<Value, CommandError> {
        self.send(Method::POST, Some(token), path, "application/zip", zip)
            .await
    }

    async fn send(
        &self,
        method: Method,
        token: Option<&Token>,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
    ) -> Result<Value, CommandError> {
        let mut request = TestRequest::default()
            .method(method)
            .uri(path)
            .peer_addr(([127, 0, 0, 1], 0).into())
            .insert_header(("Content-Type", content_type));
        if let Some(Token(token)) = token {
            request = request.insert_header(("Authorization", format!("Bearer {token}")));
        }
        if !body.is_empty() {
            request = request.set_payload(body);
        }
        (self.0)(request.to_request()).await
    }
}

/// A text in an answer, by its JSON pointer.
pub(super) fn text(answer: &Value, pointer: &str) -> Result<String, CommandError> {
    answer
        .pointer(pointer)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| CommandError::Said(format!("an answer lacks {pointer}")))
}

/// The items of a list in an answer, by its JSON pointer.
pub(super) fn items(answer: &Value, pointer: &str) -> Vec<Value> {
    answer
        .pointer(pointer)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default()
}
