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
    accounts::{
        Visitor,
        access_token::{Bearer, InvalidToken},
    },
    app::Hallpass,
    http::RequestId,
    problem::{ApiError, TokenReason},
};

/// An account with a valid access token. Not yet an actor: the session may have ended.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    bearer: Bearer,
    request: Uuid,
    source: Source,
}

impl Caller {
    /// The person who shows a link that a session of theirs asked for. Whether the session still stands is
    /// read as ever.
    pub(crate) fn through_link(visitor: Visitor, bearer: Bearer) -> Self {
        Self {
            bearer,
            request: visitor.request,
            source: visitor.source,
        }
    }

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
        ready(identify(request).ok_or_else(|| ApiError::Unauthenticated(reason(request))))
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

/// Why the service accepted no token of this request.
fn reason(request: &HttpRequest) -> TokenReason {
    let known = request.extensions().get::<TokenReason>().copied();
    known.unwrap_or(TokenReason::Missing)
}

/// Whom a valid access token among the headers speaks for.
///
/// # Errors
/// Why there is no such token. That its session still stands is read later.
pub(crate) fn bearer(headers: &HeaderMap, hallpass: &Hallpass) -> Result<Bearer, TokenReason> {
    let header = headers
        .get(AUTHORIZATION)
        .and_then(|header| header.to_str().ok())
        .and_then(|header| header.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let (_, token) = header.ok_or(TokenReason::Missing)?;
    let verified = hallpass
        .access_tokens()
        .verify(token.trim(), hallpass.now());
    verified.map_err(|invalid| match invalid {
        InvalidToken::Expired => TokenReason::Expired,
        InvalidToken::Malformed
        | InvalidToken::UnknownKey
        | InvalidToken::NotOurs
        | InvalidToken::NotYetValid => TokenReason::Invalid,
    })
}
