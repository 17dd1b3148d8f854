//! `GET /v1/legal-holds`

use actix_web::{get, web::Data};
use persistence::holds;

use super::view::LegalHoldView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List holds
///
/// The holds of the district, the newest first: those in force, and those that lapsed or were released.
/// Available to administrators of the district.
#[utoipa::path(
    tag = "retention",
    params(PageQuery),
    responses((status = OK, description = "A page of holds", body = Page<LegalHoldView>)),
)]
#[get("/v1/legal-holds")]
pub async fn list_legal_holds(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(holds::list(tx, &permit, page)?.map(LegalHoldView::from))
        })
        .await
}
