//! A file of an archive.

use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::{digest::print, problem::ApiError};

/// The type of the signature of a manifest.
pub(super) const SIGNATURE_TYPE: &str = "hallpass-export+jws";
/// Where the manifest stands.
pub(super) const MANIFEST: &str = "manifest.json";
/// Where its signature stands.
pub(super) const SIGNATURE: &str = "manifest.jws";
/// The version of the form of data and manifest, which goes up when it changes.
pub(super) const FORMAT_VERSION: &str = "1.0";

/// What does not encode.
pub(super) const FAILED: ApiError = ApiError::Internal("failed to pack a copy");

/// A file of an archive.
pub(super) struct File {
    pub(super) path: String,
    pub(super) media_type: &'static str,
    pub(super) content: Vec<u8>,
}

/// A file of an archive, as the manifest names it.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct FileEntry {
    pub(super) path: String,
    pub(super) media_type: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

impl File {
    pub(super) fn new(
        path: impl Into<String>,
        media_type: &'static str,
        content: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            path: path.into(),
            media_type,
            content: content.into(),
        }
    }

    pub(super) fn json(path: &str, value: &impl Serialize) -> Result<Self, ApiError> {
        let content = serde_json::to_vec_pretty(value).map_err(|_| FAILED)?;
        Ok(Self::new(path, "application/json", content))
    }

    pub(super) fn entry(&self) -> FileEntry {
        FileEntry {
            path: self.path.clone(),
            media_type: self.media_type.to_owned(),
            bytes: u64::try_from(self.content.len()).unwrap_or(u64::MAX),
            sha256: print(digest(&SHA256, &self.content).as_ref()),
        }
    }
}
