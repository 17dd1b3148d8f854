//! A person who uses the API: they know their token, and speak in requests.

use actix_web::{http::Method, test::TestRequest};
use domain::{
    ids::{ClassId, UserId},
    mint::Clock as _,
};
use persistence::testing;
use serde_json::{Value, json};

use crate::{app::TestApp, founding, reply::Reply};

/// A person with an access token, or a stranger without one.
#[derive(Clone)]
pub struct Persona {
    pub(crate) app: TestApp,
    pub(crate) token: Option<String>,
    /// Who they are, if they are a person.
    pub user: UserId,
}

impl Persona {
    /// Sends a request with these headers and this body.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Reply {
        let mut request = TestRequest::default()
            .method(method)
            .uri(path)
            .peer_addr(([127, 0, 0, 1], 4711).into());
        if let Some(token) = &self.token {
            request = request.insert_header(("Authorization", format!("Bearer {token}")));
        }
        for (name, value) in headers {
            request = request.insert_header((*name, *value));
        }
        if !body.is_empty() {
            request = request.set_payload(body);
        }
        self.app.call(request).await
    }

    /// `GET`
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], Vec::new()).await
    }

    /// `DELETE`
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, &[], Vec::new()).await
    }

    /// `POST` with JSON.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        let headers = [("Content-Type", "application/json")];
        self.send(Method::POST, path, &headers, body.to_string().into_bytes())
            .await
    }

    /// `POST` without a body.
    pub async fn post_empty(&self, path: &str) -> Reply {
        self.send(Method::POST, path, &[], Vec::new()).await
    }

    /// `POST` with JSON and an `Idempotency-Key`.
    pub async fn post_once(&self, path: &str, key: &str, body: Value) -> Reply {
        let headers = [
            ("Content-Type", "application/json"),
            ("Idempotency-Key", key),
        ];
        self.send(Method::POST, path, &headers, body.to_string().into_bytes())
            .await
    }

    /// `POST` without a body, with an `Idempotency-Key`.
    pub async fn post_empty_once(&self, path: &str, key: &str) -> Reply {
        let headers = [("Idempotency-Key", key)];
        self.send(Method::POST, path, &headers, Vec::new()).await
    }

    /// `PUT` with JSON of what was read before.
    pub async fn put(&self, path: &str, etag: &str, body: Value) -> Reply {
        let headers = [("Content-Type", "application/json"), ("If-Match", etag)];
        self.send(Method::PUT, path, &headers, body.to_string().into_bytes())
            .await
    }

    /// `PATCH` with a merge patch of what was read before.
    pub async fn patch(&self, path: &str, etag: &str, body: Value) -> Reply {
        let headers = [
            ("Content-Type", "application/merge-patch+json"),
            ("If-Match", etag),
        ];
        self.send(Method::PATCH, path, &headers, body.to_string().into_bytes())
            .await
    }

    /// Opens a class at the school, as its teacher of record.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn class(&self, title: &str) -> ClassId {
        let path = format!("/v1/schools/{}/classes", self.app.world.school);
        let reply = self
            .post(&path, json!({"title": title, "grade_level": "04"}))
            .await;
        let class = reply.assert(201).id("/id");
        self.has_attested(class).await;
        class
    }

    /// Has confirmed what is to be confirmed before students are created in a class of the district,
    /// whose school has an administrator.
    pub async fn has_attested(&self, class: ClassId) {
        let (district, now) = (self.app.world.district, self.app.clock.now());
        let person = Some(self.user);
        founding::write(&self.app.database, district, now, move |tx| {
            founding::administer(tx, class)?;
            testing::attested(tx, class, person)
        })
        .await;
    }
}
