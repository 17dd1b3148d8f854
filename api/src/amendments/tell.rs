//! `POST /v1/students/{student_id}/amendments/{amendment_id}/recipients/{disclosure_id}/told`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{AmendmentId, RecordDisclosureId, UserId},
};
use persistence::amendments::{self, ToldOutcome};

use super::view::CorrectionRecipientView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Note that a recipient was told of a correction
///
/// An administrator of the school told somebody who was given a part of the record that it was corrected
/// since. The first note stays.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("amendment_id" = Uuid, Path, description = "The amendment"),
        ("disclosure_id" = Uuid, Path, description = "The disclosure"),
    ),
    responses((status = OK, description = "The recipient", body = CorrectionRecipientView)),
)]
#[post("/v1/students/{student_id}/amendments/{amendment_id}/recipients/{disclosure_id}/told")]
pub async fn tell_correction_recipient(
    caller: Caller,
    path: Path<(UserId, AmendmentId, RecordDisclosureId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, amendment, disclosure) = path.into_inner();
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                match amendments::tell(tx, &permit, amendment, disclosure)? {
                    ToldOutcome::Told(told) => Answer::ok(&CorrectionRecipientView::from(told)),
                    ToldOutcome::NoSuchRecipient => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
