//! `GET /v1/support-grants`

use actix_web::{get, web::Data};
use domain::access::Platform;
use persistence::support;

use super::view::OpenSupportGrantView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List open support grants
///
/// Which districts let support look at a student at this time, oldest first, for the platform's operators.
/// About whom is seen with the look that the district's log records.
#[utoipa::path(
    tag = "support",
    params(PageQuery),
    responses((status = OK, description = "A page of grants", body = Page<OpenSupportGrantView>)),
)]
#[get("/v1/support-grants")]
pub async fn list_open_support_grants(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, Platform)?;
            Ok(support::open_grants(tx, &permit, page)?.map(OpenSupportGrantView::from))
        })
        .await
}
