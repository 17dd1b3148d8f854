//! `POST /v1/legal-holds/{legal_hold_id}/reviews`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::ids::LegalHoldId;
use persistence::holds::{self, RenewOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{LegalHoldView, refused};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// That somebody looked at the matter, and when it is to be looked at again.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "review_by": "2026-12-15T00:00:00Z" }))]
pub struct RenewLegalHoldRequest {
    /// When the hold is over unless it is renewed again: at most 90 days ahead.
    pub review_by: DateTime<Utc>,
}

impl Checked for RenewLegalHoldRequest {}

/// Renew a hold
///
/// Notes that the caller looked at the matter and that the data is still needed for it. The caller answers
/// for the hold from now on. A hold that lapsed or was released is not renewed. Available to administrators
/// of the district.
#[utoipa::path(
    tag = "retention",
    params(("legal_hold_id" = Uuid, Path, description = "The hold")),
    request_body = RenewLegalHoldRequest,
    responses(
        (status = OK, description = "The hold", body = LegalHoldView),
        (status = CONFLICT, description = "The hold lapsed or was released"),
    ),
)]
#[post("/v1/legal-holds/{legal_hold_id}/reviews")]
pub async fn renew_legal_hold(
    caller: Caller,
    hold: Path<LegalHoldId>,
    once: IdempotencyKey,
    body: Body<RenewLegalHoldRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (hold, review_by, now) = (*hold, body.review_by, hallpass.now());
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                match holds::renew(tx, &permit, hold, review_by)? {
                    RenewOutcome::Renewed(hold) => Answer::ok(&LegalHoldView::from(*hold)),
                    RenewOutcome::Refused(reason) => Err(refused(reason, review_by, now)),
                    RenewOutcome::NothingThere => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
