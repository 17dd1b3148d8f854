//! `GET /v1/students/{student_id}/emergencies`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::records;

use super::view::EmergencyView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the emergencies of a student
///
/// The newest first: open, and over. For administrators of the student's school and of the district; one of
/// the student's family sees none. What was disclosed for them stands with its threat in the record of
/// disclosures.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student"), PageQuery),
    responses((status = OK, description = "A page of emergencies", body = Page<EmergencyView>)),
)]
#[get("/v1/students/{student_id}/emergencies")]
pub async fn list_emergencies(
    caller: Caller,
    student: Path<UserId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            Ok(records::emergencies(tx, &permit, page)?.map(EmergencyView::from))
        })
        .await
}
