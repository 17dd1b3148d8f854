//! `DELETE /v1/me/invitations/{invitation_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::ids::InvitationId;
use persistence::staff::own_invitations;

use super::accept_own_invitation::answer;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Decline one of my invitations
///
/// The school is not told: the invitation stays unanswered there.
#[utoipa::path(
    tag = "accounts",
    params(("invitation_id" = Uuid, Path, description = "The invitation")),
    responses((status = NO_CONTENT, description = "The invitation is declined")),
)]
#[delete("/v1/me/invitations/{invitation_id}")]
pub async fn decline_my_invitation(
    caller: Caller,
    invitation: Path<InvitationId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let invitation = *invitation;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            answer(own_invitations::decline(tx, &permit, invitation)?)
        })
        .await
}
