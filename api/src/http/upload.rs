//! Uploads: a file as the body of a request.
//!
//! A file is large and so are many of them: nothing of one is received before the operation asks
//! for it, which is after it asked whether the caller may, and only so many are in memory at once.

use std::{
    collections::{HashMap, hash_map::Entry},
    future::{Ready, ready},
    sync::{Arc, Mutex, PoisonError},
};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    web::{Bytes, Data},
};
use domain::ids::OrganizationId;
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
/// Those of one organization among them, so that none keeps the others waiting.
const AT_ONCE_OF_ONE: usize = 2;
/// Seconds after which a person may try again who found all places taken.
const AGAIN_AFTER_SECONDS: u32 = 30;

/// The places for uploads of one instance.
#[derive(Clone, Debug)]
pub struct UploadPlaces {
    all: Arc<Semaphore>,
    taken: Arc<Mutex<HashMap<OrganizationId, usize>>>,
}

impl Default for UploadPlaces {
    fn default() -> Self {
        Self {
            all: Arc::new(Semaphore::new(AT_ONCE)),
            taken: Arc::default(),
        }
    }
}

impl UploadPlaces {
    /// A place for an upload of an organization, if there is one.
    fn take(&self, organization: OrganizationId) -> Option<UploadPlace> {
        let all = Arc::clone(&self.all).try_acquire_owned().ok()?;
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let of_organization = taken.entry(organization).or_default();
        if *of_organization >= AT_ONCE_OF_ONE {
            return None;
        }
        *of_organization += 1;
        Some(UploadPlace {
            organization,
            taken: Arc::clone(&self.taken),
            _all: all,
        })
    }
}

/// A place for an upload, free again when it is dropped.
#[derive(Debug)]
pub struct UploadPlace {
    organization: OrganizationId,
    taken: Arc<Mutex<HashMap<OrganizationId, usize>>>,
    _all: OwnedSemaphorePermit,
}

impl Drop for UploadPlace {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut held) = taken.entry(self.organization) {
            *held.get_mut() = held.get().saturating_sub(1);
            if *held.get() == 0 {
                held.remove();
            }
        }
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
    pub place: Option<UploadPlace>,
}

impl OfferedZip {
    /// The media types of the body: its own, and the one that generated clients set for bytes.
    pub const MEDIA_TYPES: [&str; 3] = [
        "application/zip",
        "application/x-zip-compressed",
        "application/octet-stream",
    ];

    /// Receives the archive, for an organization.
    ///
    /// # Errors
    /// [`ProblemKind::Busy`] if too many are under way; [`ProblemKind::PayloadTooLarge`];
    /// [`ProblemKind::RequestTimeout`].
    pub async fn receive(self, organization: OrganizationId) -> Result<ZipUpload, ApiError> {
        let place = self.places.take(organization).ok_or(ApiError::Later {
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
