//! `GET /v1/legal-holds/{legal_hold_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::LegalHoldId;
use persistence::holds;

use super::view::LegalHoldView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get a hold
///
/// What it keeps, for which matter, and when it is over. Available to administrators of the district.
#[utoipa::path(
    tag = "retention",
    params(("legal_hold_id" = Uuid, Path, description = "The hold")),
    responses((status = OK, description = "The hold", body = LegalHoldView)),
)]
#[get("/v1/legal-holds/{legal_hold_id}")]
pub async fn show_legal_hold(
    caller: Caller,
    hold: Path<LegalHoldId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let hold = *hold;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            let found = holds::show(tx, &permit, hold)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&LegalHoldView::from(found))
        })
        .await
}
