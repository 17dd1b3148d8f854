//! `POST /v1/consent-requests/{consent_request_id}/withdraw`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::ConsentRequestId;
use persistence::consent;

use super::decide::ConsentDecidedView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Withdraw a consent request
///
/// Takes back a question that waits: before you answer it, while a form is looked at, and in the day
/// between your answer and the message that confirms it. Of a child who has no account the name is deleted;
/// one who has an account keeps it under the earlier consent. Available to the parent of a household.
#[utoipa::path(
    tag = "consent",
    params(("consent_request_id" = Uuid, Path, description = "The question")),
    responses((status = OK, description = "Where the question stands", body = ConsentDecidedView)),
)]
#[post("/v1/consent-requests/{consent_request_id}/withdraw")]
pub async fn withdraw_consent_request(
    caller: Caller,
    request: Path<ConsentRequestId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let request = *request;
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let state = consent::take_back(tx, &permit, request)?.ok_or(ApiError::NOT_FOUND)?;
                Answer::ok(&ConsentDecidedView { state })
            })
        })
        .await
}
