//! Answers: what an operation says when it was done.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{
        Method, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LINK, LOCATION,
            SET_COOKIE, VARY,
        },
    },
};
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ids::{OrganizationId, UserId};
use persistence::idempotency::Secrets;
use serde::Serialize;

use super::compression::{Coding, Effort, coding, compressed_tag, content_tag, gzip};
use crate::problem::ApiError;

/// Bytes of a digest that an entity tag keeps.
const TAG_BYTES: usize = 18;

/// An answer, encoded inside the transaction that it speaks of, so that it can be kept beside its
/// effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    status: StatusCode,
    content_type: &'static str,
    body: Vec<u8>,
    etag: Option<String>,
    location: Option<String>,
    links: Option<String>,
    cache: &'static str,
    attachment: Option<&'static str>,
    /// The body in gzip, where it is compressed once for all who read it.
    packed: Option<Vec<u8>>,
    vary: Option<&'static str>,
    cookie: Option<String>,
    replayed: bool,
    secrets: Option<Secrets>,
    keeping: Keeping,
}

/// What a key for retries keeps of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeping {
    /// All of it.
    All,
    /// All of it if it has at most so many bytes, or else nothing.
    UpTo(usize),
}

impl Answer {
    fn new(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Self {
        Self {
            status,
            content_type,
            body,
            etag: None,
            location: None,
            links: None,
            cache: "no-store",
            attachment: None,
            packed: None,
            vary: None,
            cookie: None,
            replayed: false,
            secrets: None,
            keeping: Keeping::All,
        }
    }

    fn json<V: Serialize>(status: StatusCode, view: &V) -> Result<Self, ApiError> {
        let body = serde_json::to_vec(view)
            .map_err(|_| ApiError::Internal("failed to encode a response"))?;
        let mut answer = Self::new(status, "application/json", body);
        answer.etag = Some(tag(&answer.body));
        Ok(answer)
    }

    /// 200 with a view, under a strong entity tag (RFC 9110 §8.8.3) of its content.
    ///
    /// # Errors
    /// If the view does not encode.
    pub fn ok<V: Serialize>(view: &V) -> Result<Self, ApiError> {
        Self::json(StatusCode::OK, view)
    }

    /// 200 with a view, under an entity tag that was made from what the view is made from.
    ///
    /// # Errors
    /// If the view does not encode.
    pub fn ok_under<V: Serialize>(tag: EntityTag, view: &V) -> Result<Self, ApiError> {
        let body = serde_json::to_vec(view)
            .map_err(|_| ApiError::Internal("failed to encode a response"))?;
        let mut answer = Self::new(StatusCode::OK, "application/json", body);
        answer.etag = Some(tag.0);
        Ok(answer)
    }

    /// 304: what the client has is what it would get.
    pub fn unchanged(tag: EntityTag) -> Self {
        let mut answer = Self::new(StatusCode::NOT_MODIFIED, "", Vec::new());
        answer.etag = Some(tag.0);
        answer
    }

    /// 201 with the view of what was made, and where it is.
    ///
    /// # Errors
    /// If the view does not encode.
    pub fn created<V: Serialize>(location: String, view: &V) -> Result<Self, ApiError> {
        let mut answer = Self::json(StatusCode::CREATED, view)?;
        answer.location = Some(location);
        Ok(answer)
    }

    /// 204.
    pub fn no_content() -> Self {
        Self::new(StatusCode::NO_CONTENT, "", Vec::new())
    }

    /// 200 with a document, under a tag of its content.
    pub fn document(content_type: &'static str, body: Vec<u8>) -> Self {
        let mut answer = Self::new(StatusCode::OK, content_type, body);
        answer.etag = Some(tag(&answer.body));
        answer
    }

    /// 200 with a file to keep.
    pub fn file(content_type: &'static str, disposition: &'static str, body: Vec<u8>) -> Self {
        let mut answer = Self::new(StatusCode::OK, content_type, body);
        answer.attachment = Some(disposition);
        answer
    }

    /// What was kept of an answer, to be given again.
    pub(super) fn again(status: StatusCode, body: Vec<u8>, location: Option<String>) -> Self {
        let mut answer = Self::new(status, "application/json", body);
        answer.location = location;
        answer.etag = (!answer.body.is_empty()).then(|| tag(&answer.body));
        answer.replayed = true;
        answer
    }

    /// The same, which holds secrets of these people of a tenant that are shown once.
    #[must_use]
    pub fn with_secrets_of(
        mut self,
        organization: OrganizationId,
        people: impl IntoIterator<Item = UserId>,
    ) -> Self {
        self.secrets = Some(Secrets {
            organization,
            people: people.into_iter().collect(),
        });
        self
    }

    /// The same, of an operation that can be done again without a second effect: a longer answer than
    /// so many bytes is not kept, and a repeated request is judged again.
    #[must_use]
    pub fn kept_up_to(mut self, bytes: usize) -> Self {
        self.keeping = Keeping::UpTo(bytes);
        self
    }

    /// Whether a key for retries keeps it.
    pub(super) fn is_kept(&self) -> bool {
        match self.keeping {
            Keeping::All => true,
            Keeping::UpTo(bytes) => self.body.len() <= bytes,
        }
    }

    /// Whose secrets it holds.
    pub(super) fn secrets(&self) -> Option<&Secrets> {
        self.secrets.as_ref()
    }

    /// The same, which any person may keep for so long: for public content only.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.cache = "public, max-age=60";
        self
    }

    /// The same, compressed now and as well as can be: for content that stays the same for all who read it.
    #[must_use]
    pub fn packed(mut self) -> Self {
        self.packed = gzip(&self.body, Effort::ForMany);
        self
    }

    /// The same, which any person may keep for five minutes: for the keys that verify tokens.
    #[must_use]
    pub fn published(mut self) -> Self {
        self.cache = "public, max-age=300";
        self
    }

    /// The same, with a `Link` header (RFC 8288).
    #[must_use]
    pub fn linked(mut self, links: Option<String>) -> Self {
        self.links = links;
        self
    }

    /// The same, with a cookie. A key for retries does not keep it.
    #[must_use]
    pub fn with_cookie(mut self, cookie: String) -> Self {
        self.cookie = Some(cookie);
        self
    }

    /// The same, which another `Accept` would have in another media type.
    #[must_use]
    pub fn negotiated(mut self) -> Self {
        self.vary = Some("Accept");
        self
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Where what was made is, if something was.
    pub fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }

    /// The encoded view.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// A strong entity tag (RFC 9110 §8.8.3) that is known before the content is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityTag(String);

impl EntityTag {
    /// The tag of everything that decides what the content is. The version of the service is part
    /// of it, because another version may encode the same in another way.
    pub fn of_facts(facts: &[u8]) -> Self {
        let mut decisive = env!("CARGO_PKG_VERSION").as_bytes().to_vec();
        decisive.push(0);
        decisive.extend_from_slice(facts);
        Self(tag(&decisive))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The strong entity tag of a content.
pub(super) fn tag(content: &[u8]) -> String {
    let digest = digest(&SHA256, content);
    let kept = digest.as_ref().get(..TAG_BYTES).unwrap_or_default();
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(kept))
}

impl Responder for Answer {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let known = self.etag.as_deref().and_then(|etag| known(request, etag));
        let unchanged = reads && self.status == StatusCode::OK && known.is_some();
        let coding = match self.secrets {
            // What is compressed with a secret tells of it by its length.
            Some(_) => None,
            None => coding(request, self.content_type, self.body.len()),
        };
        let packed = match coding {
            Some(Coding::Gzip) if !unchanged => match self.packed {
                Some(packed) => Some(packed),
                None => gzip(&self.body, Effort::Once),
            },
            _ => None,
        };
        let mut response = HttpResponse::build(if unchanged {
            StatusCode::NOT_MODIFIED
        } else {
            self.status
        });
        response.insert_header((CACHE_CONTROL, self.cache));
        let is_unchanged = unchanged || self.status == StatusCode::NOT_MODIFIED;
        let etag = match (&self.etag, known) {
            (Some(_), Some(known)) if is_unchanged => Some(known),
            (Some(etag), _) if packed.is_some() => Some(compressed_tag(etag)),
            (etag, _) => etag.clone(),
        };
        if let Some(etag) = etag {
            response.insert_header((ETAG, etag));
        }
        if let Some(location) = &self.location {
            response.insert_header((LOCATION, location.as_str()));
        }
        if let Some(links) = &self.links {
            response.insert_header((LINK, links.as_str()));
        }
        if let Some(disposition) = self.attachment {
            response.insert_header(("Content-Disposition", disposition));
        }
        if let Some(vary) = self.vary {
            response.append_header((VARY, vary));
        }
        if let Some(cookie) = &self.cookie {
            response.insert_header((SET_COOKIE, cookie.as_str()));
        }
        if self.replayed {
            response.insert_header(("Idempotent-Replayed", "true"));
        }
        if coding.is_some() {
            response.append_header((VARY, "Accept-Encoding"));
        }
        if unchanged || self.body.is_empty() {
            return response.finish();
        }
        response.insert_header((CONTENT_TYPE, self.content_type));
        match packed {
            None => response.body(self.body),
            Some(packed) => {
                response.insert_header((CONTENT_ENCODING, "gzip"));
                response.body(packed)
            }
        }
    }
}

/// The tag by which `If-None-Match` names the content with this tag (RFC 9110 §13.1.2, weak
/// comparison).
fn known(request: &HttpRequest, etag: &str) -> Option<String> {
    let named = request
        .headers()
        .get_all(IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .find(|candidate| *candidate == "*" || content_tag(candidate) == etag)?;
    Some(match named {
        "*" => etag.to_owned(),
        named => named.strip_prefix("W/").unwrap_or(named).to_owned(),
    })
}
