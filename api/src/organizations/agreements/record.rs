//! `POST /v1/schools/{school_id}/agreements`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::NaiveDate;
use domain::{
    category::Category,
    ids::SchoolId,
    organizations::{
        agreement::{SignatoryRole, Surveys, Term},
        authority_end::default_purge_days,
        authorization::CATEGORIES_OF_A_STUDENT,
        checklist::{AgreementTerm, PartyState},
        time_zone::local_day,
    },
    text_enum::TextEnum as _,
};
use persistence::organizations::agreements::{self, NewAgreement};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::AgreementView;
use crate::{
    app::Hallpass,
    caller::Caller,
    digest,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// An agreement to record.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordAgreementRequest {
    /// The role in which the signatory signed.
    pub signatory_role: SignatoryRole,
    /// The day of the signature.
    #[validate(custom(function = super::super::checks::school_day))]
    #[schema(example = "2026-07-01")]
    pub signed_on: NaiveDate,
    /// The first day on which it is in force, in the school's time zone.
    #[validate(custom(function = super::super::checks::school_day))]
    #[schema(example = "2026-08-01")]
    pub begins_on: NaiveDate,
    /// The day from which it is no longer in force.
    #[validate(custom(function = super::super::checks::school_day))]
    #[schema(example = "2027-08-01")]
    pub ends_on: NaiveDate,
    /// The categories of personal data that it lists.
    #[validate(length(min = 1, max = 32))]
    #[schema(min_items = 1, max_items = 32, example = json!(CATEGORIES_OF_A_STUDENT))]
    pub data_schedule: Vec<Category>,
    /// The state of the party, where its law lists terms; absent or `null` for any other, or if it is
    /// unknown.
    pub party_state: Option<PartyState>,
    /// The terms of the checklist that the agreement has. It can be activated once none is missing.
    #[serde(default)]
    #[validate(length(max = 40))]
    #[schema(max_items = 40, example = json!(AgreementTerm::ALL))]
    pub terms: Vec<AgreementTerm>,
    /// Whether it ticks surveys on their own; `excluded` if absent.
    pub surveys: Option<Surveys>,
    /// Within how many days after its end everything that was collected under it is deleted; 60 if
    /// absent. With more, it authorizes nothing.
    #[validate(range(min = 2, max = 365))]
    #[schema(minimum = 2, maximum = 365, format = "int32", example = 60)]
    pub purge_within_days: Option<u16>,
    /// The SHA-256 of the signed document.
    #[validate(custom(function = digest::check))]
    #[schema(max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub document_sha256: Option<String>,
}

impl Checked for RecordAgreementRequest {}

/// Record an agreement of a school
///
/// Records a draft, which authorizes nothing. Once it is active and in force, students can be created
/// in the school and their work can be stored, for the data categories that the agreement lists
/// (SCH-02). To change an agreement, record a new one.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body = RecordAgreementRequest,
    responses((status = CREATED, description = "The agreement", body = AgreementView)),
)]
#[post("/v1/schools/{school_id}/agreements")]
pub async fn record_agreement(
    caller: Caller,
    school: Path<SchoolId>,
    once: IdempotencyKey,
    body: Body<RecordAgreementRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let once = once.with(&body);
    let term = Term::new(body.begins_on, body.ends_on)
        .map_err(|_| ApiError::field("/ends_on", "not_later", "must be later than `begins_on`"))?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                if local_day(tx.now(), None).latest < body.signed_on {
                    return Err(ApiError::field(
                        "/signed_on",
                        "in_the_future",
                        "must not be in the future",
                    ));
                }
                let new = NewAgreement {
                    signatory_role: body.signatory_role,
                    signed_on: body.signed_on,
                    term,
                    schedule: body.data_schedule.iter().copied().collect(),
                    party_state: body.party_state,
                    terms: body.terms.iter().copied().collect(),
                    surveys: body.surveys.unwrap_or(Surveys::Excluded),
                    purge_within_days: body.purge_within_days.unwrap_or_else(default_purge_days),
                    document_digest: body.document_sha256.as_deref().and_then(digest::parse),
                };
                let id = agreements::record(tx, &permit, &new)?;
                let recorded = agreements::find(tx, &permit, id)?.ok_or(ApiError::NOT_FOUND)?;
                Answer::created(
                    format!("/v1/schools/{school}/agreements"),
                    &AgreementView::from(recorded),
                )
            })
        })
        .await
}
