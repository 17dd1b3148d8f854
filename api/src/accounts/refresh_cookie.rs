//! The refresh token in a cookie, for pages of Hallpass's own origin
//! ([decisions/0018](../../../docs/decisions/0018-refresh-cookie.md)).
//!
//! A script that is injected into such a page cannot read it, and a page of another origin can
//! neither send the header that asks for it nor claim the origin.

use actix_web::http::header::{HeaderMap, ORIGIN};
use chrono::{DateTime, Utc};

use crate::{http::cookie, problem::ApiError};

/// The header by which a page asks for the cookie, and by which it is read: no form and no link
/// can send it.
pub(super) const HEADER: &str = "x-hallpass-refresh";

/// The name of the cookie: only for this host and only over TLS (RFC 6265bis §4.1.3.2).
const NAME: &str = "__Host-hallpass_refresh";

/// How the refresh token travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenTransport {
    /// In bodies.
    Body,
    /// In a cookie.
    Cookie,
}

impl TokenTransport {
    /// What the client asks for.
    ///
    /// # Errors
    /// [`ApiError::header`] if it asks for something else, or for the cookie from a page of
    /// another origin than Hallpass's own.
    pub(super) fn asked(headers: &HeaderMap, own_origin: &str) -> Result<Self, ApiError> {
        let Some(asked) = headers.get(HEADER) else {
            return Ok(Self::Body);
        };
        let comes_from_own = headers
            .get(ORIGIN)
            .is_some_and(|origin| origin.as_bytes() == own_origin.as_bytes());
        if asked.as_bytes() == b"cookie" && comes_from_own {
            Ok(Self::Cookie)
        } else {
            Err(ApiError::header("X-Hallpass-Refresh"))
        }
    }
}

/// The cookie that holds a token until then.
pub(super) fn holding(token: &str, until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = until.signed_duration_since(now).num_seconds().max(0);
    cookie::holding(NAME, token, seconds)
}

/// What removes the cookie.
pub(super) fn removed() -> String {
    cookie::holding(NAME, "", 0)
}

/// The token in the cookie, if there is exactly one.
pub(super) fn token(headers: &HeaderMap) -> Option<&str> {
    cookie::one(headers, NAME)
}
