//! A direct notice to a school as clients see it.

use chrono::{DateTime, Utc};
use domain::{
    ids::{SchoolId, SchoolNoticeId, UserId},
    mail::Language,
};
use persistence::organizations::school_notices::SchoolNotice;
use serde::Serialize;
use utoipa::ToSchema;

use crate::digest;

/// A direct notice to a school.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchoolNoticeView {
    /// Its id.
    pub id: SchoolNoticeId,
    /// The school.
    pub school_id: SchoolId,
    /// Its major version. A new one names a new use, category or recipient.
    #[schema(format = "int32", minimum = 1, maximum = 2_147_483_647)]
    pub major_version: i32,
    /// In which language.
    pub language: Language,
    /// The whole text: paragraphs with an empty line between them.
    #[schema(
        min_length = 1,
        max_length = 20_000,
        pattern = r"^[\s\S]+$",
        example = "We are writing to you because you administer a school."
    )]
    pub text: String,
    /// The SHA-256 of the text, which an acknowledgement repeats.
    #[schema(
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    pub text_sha256: String,
    /// The administrator to whom it was sent.
    pub recipient_id: UserId,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// When a mail server took it for the recipient, or an administrator acknowledged it.
    pub delivered_at: Option<DateTime<Utc>>,
    /// The administrator who acknowledged it.
    pub acknowledged_by: Option<UserId>,
    /// When it was acknowledged.
    pub acknowledged_at: Option<DateTime<Utc>>,
}

impl From<SchoolNotice> for SchoolNoticeView {
    fn from(notice: SchoolNotice) -> Self {
        Self {
            id: notice.id,
            school_id: notice.school_id,
            major_version: notice.major_version,
            language: notice.language,
            text: notice.text,
            text_sha256: digest::print(&notice.text_digest),
            recipient_id: notice.recipient_id,
            sent_at: notice.sent_at,
            delivered_at: notice.delivered_at,
            acknowledged_by: notice.acknowledged_by,
            acknowledged_at: notice.acknowledged_at,
        }
    }
}
