//! `GET /v1/students/{student_id}/disclosures`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::records;

use super::view::RecordDisclosureView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the disclosures of a student's record
///
/// Who outside of the school asked for the record, on which ground, and what became of it, newest first
/// (34 CFR 99.32). For parents and guardians, adult students, and administrators; of what an order
/// forbids to tell, for administrators only.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student"), PageQuery),
    responses((status = OK, description = "A page of disclosures", body = Page<RecordDisclosureView>)),
)]
#[get("/v1/students/{student_id}/disclosures")]
pub async fn list_disclosures(
    caller: Caller,
    student: Path<UserId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            Ok(records::disclosures(tx, &permit, page)?.map(RecordDisclosureView::from))
        })
        .await
}
