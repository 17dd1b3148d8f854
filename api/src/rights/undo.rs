//! `POST /v1/requests/{rights_request_id}/undo`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{ids::RightsRequestId, rights::recovery::UndoRefused};
use persistence::rights::erasure::{self, UndoOutcome};

use super::view::RightsRequestView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Restore what was erased
///
/// Restores an account that is hidden, with the places that it had: once, within 30 days, if an agreement
/// or a consent covers it still. Available to the teacher who asked for the deletion and teaches the student
/// still, and to who decides.
#[utoipa::path(
    tag = "rights",
    params(("rights_request_id" = Uuid, Path, description = "The request")),
    responses(
        (status = OK, description = "The request", body = RightsRequestView),
        (status = CONFLICT, description = "It cannot be restored, or nothing covers the account"),
    ),
)]
#[post("/v1/requests/{rights_request_id}/undo")]
pub async fn undo_erasure(
    caller: Caller,
    request: Path<RightsRequestId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (request, once) = (*request, once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, request)?;
            once.run(tx, &permit, |tx| match erasure::undo(tx, &permit)? {
                UndoOutcome::Restored(request) => Answer::ok(&RightsRequestView::from(*request)),
                UndoOutcome::Refused(refusal) => Err(refused(refusal)),
                UndoOutcome::NotEntitled => Err(permit.overruled().into()),
            })
        })
        .await
}

/// Why nothing is restored.
pub(super) fn refused(refusal: UndoRefused) -> ApiError {
    ApiError::Conflict(match refusal {
        UndoRefused::TooLate => ConflictReason::NotRestorable,
        UndoRefused::NoGround => ConflictReason::NothingCovers,
    })
}
