//! `POST /v1/legal-holds/{legal_hold_id}/release`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::LegalHoldId;
use persistence::holds;

use super::view::LegalHoldView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Release a hold
///
/// From now on it keeps nothing. What was to be deleted meanwhile is deleted within a day. Available to
/// administrators of the district.
#[utoipa::path(
    tag = "retention",
    params(("legal_hold_id" = Uuid, Path, description = "The hold")),
    responses((status = OK, description = "The hold", body = LegalHoldView)),
)]
#[post("/v1/legal-holds/{legal_hold_id}/release")]
pub async fn release_legal_hold(
    caller: Caller,
    hold: Path<LegalHoldId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (hold, once) = (*hold, once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let released = holds::release(tx, &permit, hold)?.ok_or(ApiError::NOT_FOUND)?;
                Answer::ok(&LegalHoldView::from(released))
            })
        })
        .await
}
