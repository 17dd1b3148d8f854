//! `GET /v1/students/{student_id}/guardianships`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::guardians;

use super::view::GuardianshipView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the guardians of a student
///
/// Those who claimed to be, those whom the school verified, and those of before, in the order of their
/// claims. For administrators of the student's school; to who is of the student's family, their own alone.
#[utoipa::path(
    tag = "guardians",
    params(("student_id" = Uuid, Path, description = "The student"), PageQuery),
    responses((status = OK, description = "A page of guardianships", body = Page<GuardianshipView>)),
)]
#[get("/v1/students/{student_id}/guardianships")]
pub async fn list_guardianships(
    caller: Caller,
    student: Path<UserId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            Ok(guardians::list(tx, &permit, page)?.map(GuardianshipView::from))
        })
        .await
}
