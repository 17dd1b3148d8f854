//! `If-Match` (RFC 9110 §13.1.1): a change says what it was decided upon. `If-None-Match` (§13.1.2): a
//! read says what is known, for lists that can be recognised before they are read.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{IF_MATCH, IF_NONE_MATCH},
};
use serde::Serialize;

use super::{
    answer::{EntityTag, tag},
    compression::content_tag,
};
use crate::problem::{ApiError, ProblemKind};

/// The entity tag of what the client read. Required on updates (RFC 6585 §3).
#[derive(Clone, Debug)]
pub struct IfMatch(Vec<String>);

impl IfMatch {
    /// Checks that the resource is still as it was read.
    ///
    /// # Errors
    /// [`ProblemKind::PreconditionFailed`] if it changed since.
    pub fn holds<V: Serialize>(&self, current: &V) -> Result<(), ApiError> {
        let content = serde_json::to_vec(current)
            .map_err(|_| ApiError::Internal("failed to encode a response"))?;
        let current = tag(&content);
        let named = |line: &String| {
            line.split(',')
                .map(|named| content_tag(named.trim()))
                .any(|named| named == "*" || named == current)
        };
        if self.0.iter().any(named) {
            Ok(())
        } else {
            Err(ProblemKind::PreconditionFailed.into())
        }
    }
}

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let lines = request.headers().get_all(IF_MATCH);
        let named: Result<Vec<String>, _> =
            lines.map(|line| line.to_str().map(str::to_owned)).collect();
        ready(match named {
            Ok(named) if named.is_empty() => Err(ProblemKind::PreconditionRequired.into()),
            Ok(named) => Ok(Self(named)),
            Err(_) => Err(ApiError::header("If-Match")),
        })
    }
}

/// The entity tags that the client has.
#[derive(Clone, Debug)]
pub struct IfNoneMatch(Vec<String>);

impl IfNoneMatch {
    /// Whether the client has this one (weak comparison).
    pub fn names(&self, tag: &EntityTag) -> bool {
        self.0
            .iter()
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .any(|named| named == "*" || content_tag(named) == tag.as_str())
    }
}

impl FromRequest for IfNoneMatch {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let values = request.headers().get_all(IF_NONE_MATCH);
        let readable = values.filter_map(|value| value.to_str().ok());
        ready(Ok(Self(readable.map(str::to_owned).collect())))
    }
}
