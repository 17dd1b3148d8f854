//! `POST /v1/schools/{school_id}/agreements/{agreement_id}/end`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::NaiveDate;
use domain::{
    ids::{AgreementId, SchoolId},
    organizations::agreement::EndRefused,
};
use persistence::organizations::agreements::{self, EndOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::AgreementView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// When an agreement is to end.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndAgreementRequest {
    /// The day from which it is no longer in force: today or later, and earlier than agreed.
    #[validate(custom(function = super::super::checks::school_day))]
    #[schema(example = "2027-06-30")]
    pub ends_on: NaiveDate,
}

impl Checked for EndAgreementRequest {}

/// End an agreement early
///
/// From that day on, in the school's time zone, the agreement authorizes nothing. An agreement
/// cannot be extended.
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("agreement_id" = Uuid, Path, description = "The agreement"),
    ),
    request_body = EndAgreementRequest,
    responses((status = OK, description = "The updated agreement", body = AgreementView)),
)]
#[post("/v1/schools/{school_id}/agreements/{agreement_id}/end")]
pub async fn end_agreement(
    caller: Caller,
    path: Path<(SchoolId, AgreementId)>,
    once: IdempotencyKey,
    body: Body<EndAgreementRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (school, agreement) = path.into_inner();
    let (school, agreement) = (school, agreement);
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match agreements::end(tx, &permit, agreement, body.ends_on)? {
                    EndOutcome::Ended(ended) => Answer::ok(&AgreementView::from(ended)),
                    EndOutcome::NoSuchAgreement => Err(ApiError::NOT_FOUND),
                    EndOutcome::Refused(EndRefused::NotEarlier) => {
                        Err(ApiError::Conflict(ConflictReason::AgreementEndsEarlier))
                    }
                    EndOutcome::Refused(EndRefused::Past) => Err(ApiError::field(
                        "/ends_on",
                        "in_the_past",
                        "must not be in the past",
                    )),
                    EndOutcome::Refused(EndRefused::BeforeItBegins) => Err(ApiError::field(
                        "/ends_on",
                        "not_later",
                        "must be later than the first day of the agreement",
                    )),
                }
            })
        })
        .await
}
