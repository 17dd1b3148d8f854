//! `GET /v1/students/{student_id}/amendments`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::amendments;

use super::view::AmendmentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List what is contested of a student's record
///
/// The oldest first. A guardian sees what they contest; a student who is an adult, and administrators of
/// the school, see all of it.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student"), PageQuery),
    responses((status = OK, description = "A page of amendments", body = Page<AmendmentView>)),
)]
#[get("/v1/students/{student_id}/amendments")]
pub async fn list_amendments(
    caller: Caller,
    student: Path<UserId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            Ok(amendments::list(tx, &permit, page)?.map(AmendmentView::from))
        })
        .await
}
