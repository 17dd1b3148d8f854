//! `GET /v1/schools/{school_id}/agreements`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::organizations::agreements;

use super::view::AgreementView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
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
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            Ok(agreements::list(tx, &permit, page)?.map(AgreementView::from))
        })
        .await
}
