//! Bodies: one JSON document, known fields only, checked before the operation sees it.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{CONTENT_ENCODING, CONTENT_TYPE},
};
use aws_lc_rs::digest::{SHA256, digest};
use domain::wire::NOT_A_WORD;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::{
    objects::ObjectsOnly,
    patch::MERGE_PATCH,
    receiving::{Bounds, receive},
};
use crate::problem::{ApiError, FieldError, ProblemKind};

/// The media type of JSON.
const JSON: &str = "application/json";

/// A request body that can be checked: `#[derive(Validate)]` gives the check of single fields.
pub trait Checked: DeserializeOwned + Validate + 'static {
    /// The media type that the body must have. A merge patch may say that it is plain JSON.
    const MEDIA_TYPE: &'static str = JSON;
    /// Bytes that the body may have even where `server.max_body_bytes` is less: for the few bodies
    /// whose own bounds allow more than other bodies need.
    const MAY_HAVE_BYTES: usize = 0;
}

/// Bytes that a body may have which holds the work of many, or a whole course: a full batch of
/// events with work of full length fits.
pub const LARGE_BODY_BYTES: usize = 4 << 20;

/// The body of a request, decoded and checked.
#[derive(Debug)]
pub struct Body<T> {
    value: T,
    digest: [u8; 32],
}

impl<T> Body<T> {
    /// The decoded value.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The SHA-256 of the bytes that came.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }
}

impl<T> std::ops::Deref for Body<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Checked> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let typed = has_media_type(request, T::MEDIA_TYPE)
            || T::MEDIA_TYPE == MERGE_PATCH && has_media_type(request, JSON);
        let bounds = Bounds::of_body(request, T::MAY_HAVE_BYTES).admit(request);
        let payload = payload.take();
        Box::pin(async move {
            if !typed {
                return Err(ProblemKind::UnsupportedMediaType.into());
            }
            let bytes = receive(payload, bounds?).await?;
            let value: T = decode(&bytes)?;
            value
                .validate()
                .map_err(|errors| ApiError::fields(pointers("", &errors)))?;
            Ok(Self {
                value,
                digest: sha256(&bytes),
            })
        })
    }
}

/// SHA-256.
pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut sum = [0; 32];
    for (byte, hashed) in sum.iter_mut().zip(digest(&SHA256, bytes).as_ref()) {
        *byte = *hashed;
    }
    sum
}

/// Whether the content has this media type and no content coding: none is decoded here, so that a
/// body is as large as it says (RFC 9110 §15.5.16).
pub(super) fn has_media_type(request: &HttpRequest, expected: &str) -> bool {
    let headers = request.headers();
    let is_plain = headers
        .get_all(CONTENT_ENCODING)
        .all(|coding| coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    let essence = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next());
    is_plain && essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case(expected))
}

/// Decodes JSON: what is no JSON is malformed, what does not fit the type is a wrong field.
fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut decoder = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(ObjectsOnly(&mut decoder)).map_err(|error| {
        if error.inner().is_data() {
            ApiError::fields(vec![misfit(&error)])
        } else {
            ProblemKind::MalformedJson.into()
        }
    })?;
    decoder
        .end()
        .map_err(|_| ApiError::from(ProblemKind::MalformedJson))?;
    Ok(value)
}

/// Decodes a part of a body that was left as it came, or names the field that does not fit.
pub fn decode_part<T: DeserializeOwned>(part: &RawValue) -> Result<T, Box<FieldError>> {
    let mut decoder = serde_json::Deserializer::from_str(part.get());
    serde_path_to_error::deserialize(ObjectsOnly(&mut decoder))
        .map_err(|error| Box::new(misfit(&error)))
}

/// Names the field that does not fit, never its value.
fn misfit(error: &serde_path_to_error::Error<serde_json::Error>) -> FieldError {
    let text = error.inner().to_string();
    let mut pointer = pointer_of(error.path());
    let quoted = || text.split('`').nth(1).unwrap_or_default();
    if text.starts_with("unknown field") {
        let field = quoted();
        if !pointer.ends_with(&format!("/{field}")) {
            pointer = format!("{pointer}/{field}");
        }
        return FieldError::new(pointer, "unknown_field", "is not a field of this request");
    }
    if text.starts_with("missing field") {
        return FieldError::new(format!("{pointer}/{}", quoted()), "required", "is required");
    }
    if text.starts_with("duplicate field") {
        return FieldError::new(pointer, "duplicate_field", "is given twice");
    }
    if let Some(words) = text.strip_prefix(NOT_A_WORD) {
        let words = words.split(" at line ").next().unwrap_or_default();
        return FieldError::new(pointer, "unknown_value", format!("{NOT_A_WORD}{words}"));
    }
    FieldError::new(pointer, "wrong_type", "does not have the documented type")
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Every failed check as a JSON pointer with its code.
fn pointers(base: &str, errors: &ValidationErrors) -> Vec<FieldError> {
    let mut found = Vec::new();
    for (field, kind) in errors.errors() {
        let at = format!("{base}/{}", escape(field));
        match kind {
            ValidationErrorsKind::Field(failures) => {
                found.extend(failures.iter().map(|failure| {
                    let message = failure
                        .message
                        .as_deref()
                        .unwrap_or("is outside of its bounds");
                    FieldError::new(at.clone(), failure.code.as_ref(), message)
                }));
            }
            ValidationErrorsKind::Struct(nested) => found.extend(pointers(&at, nested)),
            ValidationErrorsKind::List(items) => {
                for (index, nested) in items {
                    found.extend(pointers(&format!("{at}/{index}"), nested));
                }
            }
        }
    }
    found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    found
}
