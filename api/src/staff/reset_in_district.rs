//! `POST /v1/staff/{user_id}/credential-reset`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::DistrictStaffMember, ids::UserId};
use persistence::staff;

use super::view::{AccountInvitationView, answer_reopened};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Reset the password of a member of staff of the district
///
/// Other administrators of the district included. Removes the password, ends every session, and
/// returns the token with which the person chooses a new one. Callers cannot reset their own
/// password this way: for the last administrator of a district, the operator of the platform does
/// it.
#[utoipa::path(
    tag = "organizations",
    params(("user_id" = Uuid, Path, description = "The person")),
    responses((status = OK, description = "The invitation that activates the account", body = AccountInvitationView)),
)]
#[post("/v1/staff/{user_id}/credential-reset")]
pub async fn reset_district_staff_credential(
    caller: Caller,
    person: Path<UserId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let person = *person;
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, DistrictStaffMember { person })?;
            once.run(tx, &permit, |tx| {
                answer_reopened(
                    actor.organization(),
                    staff::reset_credential_in_district(tx, &permit)?,
                )
            })
        })
        .await
}
