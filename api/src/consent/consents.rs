//! `GET /v1/consents`

use actix_web::{get, web::Data};
use persistence::consent;

use super::consent_view::ConsentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List consents
///
/// What the parent agreed to, newest first, and what of it is in force. Available to the parent
/// of a household.
#[utoipa::path(
    tag = "consent",
    params(PageQuery),
    responses((status = OK, description = "A page of consents", body = Page<ConsentView>)),
)]
#[get("/v1/consents")]
pub async fn list_consents(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(consent::consents(tx, &permit, page)?.map(ConsentView::from))
        })
        .await
}
