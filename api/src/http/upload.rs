//! Uploads: a file as the body of a request.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    web::{Bytes, Data},
};

use super::body::{has_media_type, payload_within, sha256};
use crate::{
    app::Hallpass,
    problem::{ApiError, ProblemKind},
};

/// A zip archive that was sent as the body.
#[derive(Clone, Debug)]
pub struct ZipUpload {
    /// Its bytes.
    pub bytes: Bytes,
    /// Their SHA-256.
    pub digest: [u8; 32],
}

impl ZipUpload {
    /// The media types of the body: its own, and the one that generated clients set for bytes.
    pub const MEDIA_TYPES: [&str; 2] = ["application/zip", "application/octet-stream"];

    /// An archive that did not come over HTTP.
    pub fn of(bytes: Bytes) -> Self {
        let digest = sha256(&bytes);
        Self { bytes, digest }
    }
}

impl FromRequest for ZipUpload {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let typed = Self::MEDIA_TYPES
            .iter()
            .any(|expected| has_media_type(request, expected));
        let limit = request
            .app_data::<Data<Hallpass>>()
            .map_or(0, |app| app.max_upload_bytes());
        let bytes = payload_within(payload.take(), limit);
        Box::pin(async move {
            if !typed {
                return Err(ProblemKind::UnsupportedMediaType.into());
            }
            Ok(Self::of(bytes.await?))
        })
    }
}
