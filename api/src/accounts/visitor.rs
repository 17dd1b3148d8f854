//! An unauthenticated client: all that is known before a secret is compared.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use domain::{accounts::clients::ClientFamily, audit::Source};
use uuid::Uuid;

use crate::{http::RequestId, origin::Origin, problem::ApiError};

/// The request, and what the client says of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visitor {
    /// The request.
    pub(super) request: Uuid,
    /// Where it came from.
    pub(super) source: Source,
    /// The client.
    pub(super) client: ClientFamily,
}

impl FromRequest for Visitor {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visitor = recognise(request);
        ready(visitor.ok_or(ApiError::Internal("every request has an id and a source")))
    }
}

fn recognise(request: &HttpRequest) -> Option<Visitor> {
    let known = request.extensions();
    let source = *known.get::<Source>()?;
    Some(Visitor {
        request: known.get::<RequestId>()?.0,
        source,
        client: source.client,
    })
}

impl From<Visitor> for Origin {
    fn from(visitor: Visitor) -> Self {
        Self::api(visitor.request, Some(visitor.source))
    }
}
