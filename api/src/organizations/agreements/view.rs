//! An agreement as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::organizations::{agreement::SignatoryRole, authorization::CATEGORIES_OF_A_STUDENT};
use persistence::organizations::agreements::RecordedAgreement;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use super::{super::checks::day, digest};
use crate::{
    openapi::{Example, instant},
    wire::{CategoryWord, SignatoryRoleWord},
};

/// A school's agreement.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = AgreementView::example)]
pub struct AgreementView {
    /// Its id.
    pub id: Uuid,
    /// The school that it is for.
    pub school_id: Uuid,
    /// In what role it was signed.
    pub signatory_role: SignatoryRoleWord,
    /// On which day.
    pub signed_on: NaiveDate,
    /// The first day on which it holds.
    pub begins_on: NaiveDate,
    /// The first day on which it no longer holds.
    pub ends_on: NaiveDate,
    /// The categories of personal data that it lists.
    #[schema(max_items = 32)]
    pub data_schedule: Vec<CategoryWord>,
    /// The SHA-256 of the signed document.
    #[schema(max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub document_sha256: Option<String>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl From<RecordedAgreement> for AgreementView {
    fn from(agreement: RecordedAgreement) -> Self {
        Self {
            id: agreement.id.uuid(),
            school_id: agreement.school_id.uuid(),
            signatory_role: SignatoryRoleWord(agreement.signatory_role),
            signed_on: agreement.signed_on,
            begins_on: agreement.term.begins_on(),
            ends_on: agreement.term.ends_on(),
            data_schedule: agreement.schedule.into_iter().map(CategoryWord).collect(),
            document_sha256: agreement.document_digest.as_deref().map(digest::print),
            recorded_at: agreement.recorded_at,
        }
    }
}

impl Example for AgreementView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000013"),
            school_id: uuid!("01996b3c-7a00-7000-8000-000000000002"),
            signatory_role: SignatoryRoleWord(SignatoryRole::Superintendent),
            signed_on: day("2026-07-01"),
            begins_on: day("2026-08-01"),
            ends_on: day("2027-08-01"),
            data_schedule: CATEGORIES_OF_A_STUDENT.map(CategoryWord).to_vec(),
            document_sha256: None,
            recorded_at: instant("2026-07-02T16:00:00Z"),
        }
    }
}
