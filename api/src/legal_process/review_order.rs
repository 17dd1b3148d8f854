//! `POST /v1/students/{student_id}/legal-processes/{legal_process_id}/order-reviews`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::StudentOfDistrict,
    ids::{LegalProcessId, UserId},
};
use persistence::legal_process;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{LegalProcessView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// Until when the order forbids to tell.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "no_notice_until": "2026-12-31T00:00:00Z" }))]
pub struct ReviewNoNoticeOrderRequest {
    /// Until when, within a year; an instant that is over lifts the order now; absent if the order does not
    /// say: then it is over in 90 days unless it is reviewed again.
    pub no_notice_until: Option<DateTime<Utc>>,
}

impl Checked for ReviewNoNoticeOrderRequest {}

/// Review an order that nobody be told
///
/// Another administrator than who recorded the process looked at the order and says until when it forbids to
/// tell the family, or lifts it. An order that is not reviewed before it ends is over, and the family is told:
/// a record is not kept from them by silence.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("legal_process_id" = Uuid, Path, description = "The process"),
    ),
    request_body = ReviewNoNoticeOrderRequest,
    responses(
        (status = OK, description = "The process", body = LegalProcessView),
        (status = CONFLICT, description = "No order is in force, or the caller recorded the process"),
    ),
)]
#[post("/v1/students/{student_id}/legal-processes/{legal_process_id}/order-reviews")]
pub async fn review_no_notice_order(
    caller: Caller,
    path: Path<(UserId, LegalProcessId)>,
    once: IdempotencyKey,
    body: Body<ReviewNoNoticeOrderRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((student, process), once) = (path.into_inner(), once.with(&body));
    let until = body.no_notice_until;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(legal_process::review_order(tx, &permit, (process, until))?)
            })
        })
        .await
}
