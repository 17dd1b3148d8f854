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
        agreement::{SignatoryRole, Term},
        authorization::CATEGORIES_OF_A_STUDENT,
        time_zone::local_day,
    },
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
    /// The SHA-256 of the signed document.
    #[validate(custom(function = digest::check))]
    #[schema(max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub document_sha256: Option<String>,
}

impl Checked for RecordAgreementRequest {}

/// Record an agreement of a school
///
/// While it is in force, students can be created in the school and their work can be stored, for
/// the data categories that the agreement lists (SCH-02). To change an agreement, record a new one.
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
