//! `POST /v1/me/invitations/{invitation_id}/accept`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::InvitationId;
use persistence::staff::own_invitations::{self, AnswerOutcome};

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Accept one of my invitations
///
/// Gives the caller the roles at the school, and the roles in classes that the school assigned
/// meanwhile. An account that was activated by the invitation of one school gets roles at another
/// from the district only.
#[utoipa::path(
    tag = "accounts",
    params(("invitation_id" = Uuid, Path, description = "The invitation")),
    responses((status = NO_CONTENT, description = "The caller has the roles")),
)]
#[post("/v1/me/invitations/{invitation_id}/accept")]
pub async fn accept_my_invitation(
    caller: Caller,
    invitation: Path<InvitationId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let invitation = *invitation;
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            once.run(tx, &permit, |tx| {
                answer(own_invitations::accept(tx, &permit, invitation)?)
            })
        })
        .await
}

/// The answer to an acceptance, or to a declination.
///
/// # Errors
/// [`ApiError::NOT_FOUND`] if no such invitation waits; [`ApiError::Conflict`] if the account is not
/// one that a school can give roles to.
pub(super) fn answer(outcome: AnswerOutcome) -> Result<Answer, ApiError> {
    match outcome {
        AnswerOutcome::Answered => Ok(Answer::no_content()),
        AnswerOutcome::NotFound => Err(ApiError::NOT_FOUND),
        AnswerOutcome::OpenedBySchool => Err(ApiError::Conflict(ConflictReason::OpenedBySchool)),
    }
}
