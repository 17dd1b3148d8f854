//! `POST /v1/schools/{school_id}/staff/{user_id}/credential-reset`

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

/// Reset the password of a member of staff of a school
///
/// For a forgotten password or a locked account. Removes the password, ends every session, and
/// returns the token with which the person chooses a new one. The password of a person who also
/// works at a school that the caller does not administer is reset by the district. Callers cannot
/// reset their own password this way.
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("user_id" = Uuid, Path, description = "The person"),
    ),
    responses((status = OK, description = "The invitation that activates the account", body = AccountInvitationView)),
)]
#[post("/v1/schools/{school_id}/staff/{user_id}/credential-reset")]
pub async fn reset_staff_credential(
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
                answer_reopened(actor.organization(), staff::reset_credential(tx, &permit)?)
            })
        })
        .await
}
