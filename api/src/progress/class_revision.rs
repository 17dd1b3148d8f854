//! Since when a client wants what changed in a class.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use persistence::progress::ClassRevision;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::problem::{ApiError, ProblemKind};

/// Since when a client wants what changed.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SinceQuery {
    /// `revision` of an answer before: only what changed since is shown, or all of it if lessons or
    /// students came or went. Opaque.
    #[param(
        min_length = 43,
        max_length = 1643,
        pattern = "^[A-Za-z0-9_-]+$",
        example = "AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAA"
    )]
    pub since: Option<String>,
}

impl SinceQuery {
    /// The revision, if one is named.
    ///
    /// # Errors
    /// [`ProblemKind::InvalidParameter`] if it is none.
    pub(super) fn revision(&self) -> Result<Option<ClassRevision>, ApiError> {
        let revision = self
            .since
            .as_deref()
            .map(|text| read(text).ok_or(ProblemKind::InvalidParameter));
        Ok(revision.transpose()?)
    }
}

/// The revision that is written like this.
pub(super) fn read(text: &str) -> Option<ClassRevision> {
    ClassRevision::read(URL_SAFE_NO_PAD.decode(text).ok()?)
}

/// A revision as clients give it back.
pub(super) fn written(revision: &ClassRevision) -> String {
    URL_SAFE_NO_PAD.encode(revision.bytes())
}
