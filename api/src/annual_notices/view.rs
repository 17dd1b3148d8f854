//! An annual notice as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    annual_notices::{AnnualNoticeStanding, NoticeMeans, NoticePart},
    ids::AnnualNoticeId,
};
use persistence::annual_notices::AnnualNotice;
use serde::Serialize;
use utoipa::ToSchema;

/// An annual notice that a school gave.
#[derive(Serialize, ToSchema)]
pub struct AnnualNoticeView {
    /// Its id.
    pub id: AnnualNoticeId,
    /// The day on which it was given.
    #[schema(example = "2026-08-24")]
    pub given_on: NaiveDate,
    /// How.
    pub means: NoticeMeans,
    /// What it tells of.
    #[schema(max_items = 6)]
    pub parts: Vec<NoticePart>,
    /// What it lacks to be the annual notice of the law. One that lacks a part counts for nothing.
    #[schema(max_items = 6)]
    pub missing_parts: Vec<NoticePart>,
    /// The last day on which it holds, if it lacks no part.
    #[schema(example = "2027-08-24")]
    pub holds_until: NaiveDate,
    /// Where it stands by itself. One that lacks a part, or was withdrawn, is none.
    pub standing: AnnualNoticeStanding,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl From<AnnualNotice> for AnnualNoticeView {
    fn from(notice: AnnualNotice) -> Self {
        Self {
            id: notice.id,
            given_on: notice.given_on,
            means: notice.means,
            parts: notice.parts,
            missing_parts: notice.missing,
            holds_until: notice.holds_until,
            standing: notice.standing,
            recorded_at: notice.recorded_at,
            withdrawn_at: notice.withdrawn_at,
        }
    }
}
