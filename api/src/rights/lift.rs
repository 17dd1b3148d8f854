//! `POST /v1/requests/{rights_request_id}/lift`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::RightsRequestId;
use persistence::rights::{self, LiftOutcome};

use super::view::RightsRequestView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Lift a restriction
///
/// Ends what the request restricted. If the person or the parent who asked for it lifts it, it ends at once.
/// If who decides lifts it, it ends seven days later, and who asked for it is told.
#[utoipa::path(
    tag = "rights",
    params(("rights_request_id" = Uuid, Path, description = "The request")),
    responses(
        (status = OK, description = "The request", body = RightsRequestView),
        (status = CONFLICT, description = "It restricts nothing, or ends no later"),
    ),
)]
#[post("/v1/requests/{rights_request_id}/lift")]
pub async fn lift_restriction(
    caller: Caller,
    request: Path<RightsRequestId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (request, once) = (*request, once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, request)?;
            once.run(tx, &permit, |tx| match rights::lift(tx, &permit)? {
                LiftOutcome::Lifted(request) => Answer::ok(&RightsRequestView::from(*request)),
                LiftOutcome::NotEntitled => Err(permit.overruled().into()),
                LiftOutcome::NothingToLift => {
                    Err(ApiError::Conflict(ConflictReason::NotRestricted))
                }
            })
        })
        .await
}
