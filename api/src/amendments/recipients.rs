//! `GET /v1/students/{student_id}/amendments/{amendment_id}/recipients`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{AmendmentId, UserId},
};
use persistence::amendments::{self, RecipientsOutcome};

use super::view::CorrectionRecipientView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List who was given a part of a record before it was corrected
///
/// The recipients whom the school tells of the correction, from the record of disclosures, newest first;
/// nobody while nothing was corrected. Hallpass sends nothing. For administrators of the school who are
/// not of the student's family.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("amendment_id" = Uuid, Path, description = "The amendment"),
        PageQuery,
    ),
    responses((status = OK, description = "A page of recipients", body = Page<CorrectionRecipientView>)),
)]
#[get("/v1/students/{student_id}/amendments/{amendment_id}/recipients")]
pub async fn list_correction_recipients(
    caller: Caller,
    path: Path<(UserId, AmendmentId)>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, amendment) = path.into_inner();
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            match amendments::recipients(tx, &permit, amendment, page)? {
                RecipientsOutcome::Found(found) => Ok(found.map(CorrectionRecipientView::from)),
                RecipientsOutcome::NoSuchAmendment => Err(ApiError::NOT_FOUND),
            }
        })
        .await
}
