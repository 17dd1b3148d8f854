//! An unauthenticated client: all that is known before a secret is compared.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::Data};
use domain::{accounts::clients::ClientFamily, audit::Source};
use uuid::Uuid;

use super::refresh_cookie::TokenTransport;
use crate::{app::Hallpass, http::RequestId, origin::Origin, problem::ApiError};

/// The request, and what the client says of itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor {
    /// The request.
    pub(crate) request: Uuid,
    /// Where it came from.
    pub(crate) source: Source,
    /// The client.
    pub(crate) client: ClientFamily,
    /// How it keeps its refresh token.
    pub(super) transport: TokenTransport,
}

impl FromRequest for Visitor {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(recognise(request))
    }
}

fn recognise(request: &HttpRequest) -> Result<Visitor, ApiError> {
    const INCOMPLETE: ApiError = ApiError::Internal("every request has an id and a source");
    let hallpass = request.app_data::<Data<Hallpass>>().ok_or(INCOMPLETE)?;
    let own_origin = &hallpass.service().own_origin;
    let transport = TokenTransport::asked(request.headers(), own_origin)?;
    let known = request.extensions();
    let source = *known.get::<Source>().ok_or(INCOMPLETE)?;
    Ok(Visitor {
        request: known.get::<RequestId>().ok_or(INCOMPLETE)?.0,
        source,
        client: source.client,
        transport,
    })
}

impl From<Visitor> for Origin {
    fn from(visitor: Visitor) -> Self {
        Self::api(visitor.request, Some(visitor.source))
    }
}
