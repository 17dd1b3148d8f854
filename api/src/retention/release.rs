//! `POST /v1/retention-runs/{retention_run_id}/release`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::RetentionRunId;
use persistence::retention::{self, ReleaseOutcome};

use super::view::RetentionRunView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Release a retention run
///
/// Lets a run go on that stopped because it would end more accounts than a run ends without a person. It
/// ends as many as it had found, at most; what came to be held, or was used, since then stays. Available
/// to administrators of the district.
#[utoipa::path(
    tag = "retention",
    params(("retention_run_id" = Uuid, Path, description = "The run")),
    responses(
        (status = OK, description = "The run", body = RetentionRunView),
        (status = CONFLICT, description = "The run does not wait for a person"),
    ),
)]
#[post("/v1/retention-runs/{retention_run_id}/release")]
pub async fn release_retention_run(
    caller: Caller,
    run: Path<RetentionRunId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (run, once) = (*run, once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                match retention::release(tx, &permit, run)? {
                    ReleaseOutcome::Released(run) => Answer::ok(&RetentionRunView::from(*run)),
                    ReleaseOutcome::NotStopped => {
                        Err(ApiError::Conflict(ConflictReason::RunNotStopped))
                    }
                    ReleaseOutcome::NothingThere => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
