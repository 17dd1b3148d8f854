//! An agreement as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    category::Category,
    ids::{AgreementId, SchoolId},
    organizations::{
        agreement::{AgreementState, SignatoryRole, Surveys},
        checklist::{AgreementTerm, PartyState, missing_terms},
    },
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
    /// Whether it authorizes anything.
    pub state: AgreementState,
    /// The state of the party, where its law lists terms.
    pub party_state: Option<PartyState>,
    /// The terms of its checklist that it has.
    #[schema(max_items = 40)]
    pub terms: Vec<AgreementTerm>,
    /// The terms of its checklist that it lacks. With any, it cannot be activated.
    #[schema(max_items = 40)]
    pub missing_terms: Vec<AgreementTerm>,
    /// Whether it ticks surveys on their own.
    pub surveys: Surveys,
    /// Within how many days after its end everything that was collected under it is deleted.
    #[schema(minimum = 2, maximum = 365, format = "int32", example = 60)]
    pub purge_within_days: u16,
    /// The SHA-256 of the signed document.
    #[schema(max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub document_sha256: Option<String>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was activated; `null` of a draft.
    pub activated_at: Option<DateTime<Utc>>,
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
            state: agreement.state(),
            party_state: agreement.party_state,
            missing_terms: missing_terms(&agreement.terms, agreement.party_state),
            terms: agreement.terms.into_iter().collect(),
            surveys: agreement.surveys,
            purge_within_days: agreement.purge_within_days,
            activated_at: agreement.activated_at,
            data_schedule: agreement.schedule.into_iter().collect(),
            document_sha256: agreement.document_digest.as_deref().map(digest::print),
            recorded_at: agreement.recorded_at,
        }
    }
}
