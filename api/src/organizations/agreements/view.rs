//! An agreement as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    category::Category,
    ids::{AgreementId, SchoolId},
    organizations::agreement::SignatoryRole,
};
use persistence::organizations::agreements::RecordedAgreement;
use serde::Serialize;
use utoipa::ToSchema;

use crate::digest;

/// A school's agreement.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementView {
    /// Its id.
    pub id: AgreementId,
    /// The school that it is for.
    pub school_id: SchoolId,
    /// The role in which the signatory signed.
    pub signatory_role: SignatoryRole,
    /// The day of the signature.
    pub signed_on: NaiveDate,
    /// The first day on which it is in force.
    pub begins_on: NaiveDate,
    /// The day from which it is no longer in force.
    pub ends_on: NaiveDate,
    /// The categories of personal data that it lists.
    #[schema(max_items = 32)]
    pub data_schedule: Vec<Category>,
    /// The SHA-256 of the signed document.
    #[schema(max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub document_sha256: Option<String>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl From<RecordedAgreement> for AgreementView {
    fn from(agreement: RecordedAgreement) -> Self {
        Self {
            id: agreement.id,
            school_id: agreement.school_id,
            signatory_role: agreement.signatory_role,
            signed_on: agreement.signed_on,
            begins_on: agreement.term.begins_on(),
            ends_on: agreement.term.ends_on(),
            data_schedule: agreement.schedule.into_iter().collect(),
            document_sha256: agreement.document_digest.as_deref().map(digest::print),
            recorded_at: agreement.recorded_at,
        }
    }
}
