//! `POST /v1/schools/{school_id}/staff/{user_id}/invitation`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StaffMember,
    ids::{SchoolId, UserId},
};
use persistence::staff;

use super::view::{AccountInvitationView, answer_reopened};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Invite a member of staff again
///
/// For a person whose account is not activated yet: named by a roster with an e-mail address, or
/// with an expired invitation. Returns the token that activates the account and revokes earlier
/// tokens. A person who also works at a school that the caller does not administer is invited by
/// the district.
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("user_id" = Uuid, Path, description = "The person"),
    ),
    responses((status = OK, description = "The invitation that activates the account", body = AccountInvitationView)),
)]
#[post("/v1/schools/{school_id}/staff/{user_id}/invitation")]
pub async fn invite_staff_member(
    caller: Caller,
    path: Path<(SchoolId, UserId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (school, person) = path.into_inner();
    let member = StaffMember { school, person };
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, member)?;
            once.run(tx, &permit, |tx| {
                answer_reopened(actor.organization(), staff::invite_again(tx, &permit)?)
            })
        })
        .await
}
