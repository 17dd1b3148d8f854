//! `POST /v1/students/{student_id}/amendments/{amendment_id}/hearing`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::StudentOfDistrict,
    ids::{AmendmentId, UserId},
    text::HearingPlace,
};
use persistence::amendments::{self, NewHearing};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{AmendmentView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// When and where a hearing is, and who conducts it.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "hearing_at": "2026-10-05T15:00:00Z",
    "place": "Maple Elementary, room 12",
    "officer_id": "019958b2-0000-7000-8000-000000000004"
}))]
pub struct ScheduleHearingRequest {
    /// When it is: seven days from now or later, and before it is overdue.
    pub hearing_at: DateTime<Utc>,
    /// Where it is.
    #[validate(custom(function = crate::http::text))]
    pub place: HearingPlace,
    /// Who conducts it: a person of the district without a direct interest in the outcome, who neither
    /// teaches the student nor decided before nor is of the family.
    pub officer_id: UserId,
}

impl Checked for ScheduleHearingRequest {}

/// Announce a hearing
///
/// An administrator of the school tells the family when and where the hearing is and who conducts it (34
/// CFR 99.22), or announces another day of it.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("amendment_id" = Uuid, Path, description = "The amendment"),
    ),
    request_body = ScheduleHearingRequest,
    responses(
        (status = OK, description = "The amendment", body = AmendmentView),
        (status = CONFLICT, description = "No hearing was asked for, or it was held"),
    ),
)]
#[post("/v1/students/{student_id}/amendments/{amendment_id}/hearing")]
pub async fn schedule_hearing(
    caller: Caller,
    path: Path<(UserId, AmendmentId)>,
    once: IdempotencyKey,
    body: Body<ScheduleHearingRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, amendment) = path.into_inner();
    let once = once.with(&body);
    let new = NewHearing {
        at: body.hearing_at,
        place: body.place.clone().into(),
        officer: body.officer_id,
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(amendments::schedule(tx, &permit, amendment, &new)?)
            })
        })
        .await
}
