//! Somebody who asks for a session: all that is known of them before a secret was compared.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header::USER_AGENT};
use domain::accounts::clients::ClientFamily;
use uuid::Uuid;

use crate::{http::RequestId, problem::ApiError};

/// The request, and what the client says of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visitor {
    /// The request.
    pub(super) request: Uuid,
    /// The client.
    pub(super) client: ClientFamily,
}

impl FromRequest for Visitor {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.extensions().get::<RequestId>().map(|id| id.0);
        let said = request.headers().get(USER_AGENT);
        let said = said.and_then(|said| said.to_str().ok()).unwrap_or_default();
        let visitor = id.map(|id| Self {
            request: id,
            client: ClientFamily::of_user_agent(said),
        });
        ready(visitor.ok_or(ApiError::Internal("every request has an id")))
    }
}
