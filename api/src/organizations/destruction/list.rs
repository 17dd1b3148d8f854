//! `GET /v1/schools/{school_id}/destruction-certificates`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::organizations::destruction;

use super::view::DestructionCertificateView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the certificates of destruction of a school
///
/// What was deleted because an agreement ended, or because the school revoked its authorization for one
/// student: counts by category, how, when and by which rules, what stays and why, signed. No person is
/// named (RET-05).
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of certificates", body = Page<DestructionCertificateView>)),
)]
#[get("/v1/schools/{school_id}/destruction-certificates")]
pub async fn list_destruction_certificates(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            destruction::list(tx, &permit, page)?.try_map(DestructionCertificateView::of)
        })
        .await
}
