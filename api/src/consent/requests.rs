//! `GET /v1/consent-requests`

use actix_web::{get, web::Data};
use persistence::consent;

use super::request_view::ConsentRequestView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List consent requests
///
/// What the parent was asked, newest first, and where each question stands. Available to the parent
/// of a household.
#[utoipa::path(
    tag = "consent",
    params(PageQuery),
    responses((status = OK, description = "A page of questions", body = Page<ConsentRequestView>)),
)]
#[get("/v1/consent-requests")]
pub async fn list_consent_requests(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(consent::requests(tx, &permit, page)?.map(ConsentRequestView::from))
        })
        .await
}
