//! Uploads: a file as the body of a request.
//!
//! A file is large and so are many of them: nothing of one is received before the operation asks
//! for it, which is after it asked whether the caller may, and only so many are in memory at once.

use std::{
    future::{Ready, ready},
    sync::Arc,
};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    web::{Bytes, Data},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    body::{has_media_type, sha256},
    receiving::{Bounds, receive},
};
use crate::{
    app::Hallpass,
    problem::{ApiError, ProblemKind},
};

/// Uploads that are received or worked on at once (API4): two that are worked on, two that come.
const AT_ONCE: usize = 4;
/// Seconds after which a person may try again who found all places taken.
const AGAIN_AFTER_SECONDS: u32 = 30;

/// The places for uploads of one instance.
#[derive(Clone, Debug)]
pub struct UploadPlaces(Arc<Semaphore>);

impl Default for UploadPlaces {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// A zip archive that a client would like to send.
pub struct OfferedZip {
    payload: Payload,
    bounds: Bounds,
    places: UploadPlaces,
}

/// A zip archive that was sent as the body. It holds its place until it is dropped.
#[derive(Debug)]
pub struct ZipUpload {
    /// Its bytes.
    pub bytes: Bytes,
    /// Their SHA-256.
    pub digest: [u8; 32],
    /// The place that it takes in memory, if it came over HTTP.
    pub place: Option<OwnedSemaphorePermit>,
}

impl OfferedZip {
    /// The media types of the body: its own, and the one that generated clients set for bytes.
    pub const MEDIA_TYPES: [&str; 3] = [
        "application/zip",
        "application/x-zip-compressed",
        "application/octet-stream",
    ];

    /// Receives the archive.
    ///
    /// # Errors
    /// [`ProblemKind::Busy`] if too many are under way; [`ProblemKind::PayloadTooLarge`];
    /// [`ProblemKind::RequestTimeout`].
    pub async fn receive(self) -> Result<ZipUpload, ApiError> {
        let place = self.places.0.try_acquire_owned();
        let place = place.map_err(|_| ApiError::Later {
            kind: ProblemKind::Busy,
            seconds: AGAIN_AFTER_SECONDS,
        })?;
        let bytes = receive(self.payload, self.bounds).await?;
        Ok(ZipUpload {
            place: Some(place),
            ..ZipUpload::of(bytes)
        })
    }
}

impl ZipUpload {
    /// An archive that did not come over HTTP.
    pub fn of(bytes: Bytes) -> Self {
        let digest = sha256(&bytes);
        Self {
            bytes,
            digest,
            place: None,
        }
    }
}

impl FromRequest for OfferedZip {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(offer(request, payload))
    }
}

fn offer(request: &HttpRequest, payload: &mut Payload) -> Result<OfferedZip, ApiError> {
    let is = |expected: &&str| has_media_type(request, expected);
    if !OfferedZip::MEDIA_TYPES.iter().any(is) {
        return Err(ProblemKind::UnsupportedMediaType.into());
    }
    let hallpass = request
        .app_data::<Data<Hallpass>>()
        .ok_or(ApiError::Internal("every request has a Hallpass"))?;
    Ok(OfferedZip {
        bounds: Bounds::of_upload(request).admit(request)?,
        places: hallpass.upload_places().clone(),
        payload: payload.take(),
    })
}
