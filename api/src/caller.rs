//! The caller: what the access token says, checked without waiting.
//!
//! The extractor is ready at once, so that a missing token is refused before a body is read. That
//! the session still stands is read from current rows in the operation's own transaction.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::header::{AUTHORIZATION, HeaderMap},
};
use domain::audit::Source;
use uuid::Uuid;

use crate::{
    accounts::access_token::Bearer,
    app::Hallpass,
    http::RequestId,
    problem::{ApiError, ProblemKind},
};

/// An account with a valid access token. Not yet an actor: the session may have ended.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    bearer: Bearer,
    request: Uuid,
    source: Source,
}

impl Caller {
    /// What the token says.
    pub fn bearer(&self) -> Bearer {
        self.bearer
    }

    /// The request.
    pub fn request(&self) -> Uuid {
        self.request
    }

    /// Where it came from.
    pub fn source(&self) -> Source {
        self.source
    }
}

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(identify(request).ok_or(ProblemKind::Unauthenticated.into()))
    }
}

/// The service has read the token before, when it counted the request.
fn identify(request: &HttpRequest) -> Option<Caller> {
    let known = request.extensions();
    Some(Caller {
        bearer: *known.get::<Bearer>()?,
        request: known.get::<RequestId>()?.0,
        source: *known.get::<Source>()?,
    })
}

/// Whom a valid access token among the headers speaks for.
pub(crate) fn bearer(headers: &HeaderMap, hallpass: &Hallpass) -> Option<Bearer> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    hallpass
        .access_tokens()
        .verify(token.trim(), hallpass.now())
        .ok()
}
