//! A copy as the one who asked for it sees it.

use chrono::{DateTime, Utc};
use domain::{
    access::Relationship,
    exports::state::ExportState,
    ids::{ExportId, UserId},
};
use persistence::exports::Export;
use serde::Serialize;
use utoipa::ToSchema;

use crate::digest;

/// A copy of what is held about a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportView {
    /// Its id.
    pub id: ExportId,
    /// About whom it is.
    pub subject_id: UserId,
    /// How the one who asked for it stands to them.
    pub relationship: Relationship,
    /// Where it stands.
    pub state: ExportState,
    /// How far it is built, in percent.
    #[schema(maximum = 100, example = 100)]
    pub progress: u8,
    /// The bytes of the archive; `null` until it is built.
    #[schema(maximum = 67_108_864, example = 48_213)]
    pub bytes: Option<u32>,
    /// The SHA-256 digest of the archive; `null` until it is built.
    #[schema(
        min_length = 64,
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    pub sha256: Option<String>,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it was built; `null` until then.
    pub ready_at: Option<DateTime<Utc>>,
    /// Until when it can be fetched; `null` until it is built.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was fetched; `null` if it was not.
    pub fetched_at: Option<DateTime<Utc>>,
}

impl From<Export> for ExportView {
    fn from(export: Export) -> Self {
        Self {
            id: export.id,
            subject_id: export.subject,
            relationship: export.relationship,
            state: export.state,
            progress: export.progress,
            bytes: export.bytes,
            sha256: export.digest.as_deref().map(digest::print),
            requested_at: export.requested_at,
            ready_at: export.ready_at,
            expires_at: export.expires_at,
            fetched_at: export.fetched_at,
        }
    }
}
