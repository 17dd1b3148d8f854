//! `GET /v1/schools/{school_id}/agreements`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::ids::SchoolId;
use persistence::organizations::agreements;

use super::view::AgreementView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
    problem::ApiError,
};

/// List the agreements of a school
///
/// In the order in which they were recorded, including those that ended.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of agreements", body = Page<AgreementView>)),
)]
#[get("/v1/schools/{school_id}/agreements")]
pub async fn list_agreements(
    caller: Caller,
    school: Path<SchoolId>,
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            Ok(agreements::list(tx, &permit, page)?)
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, AgreementView::from)
}
