//! `POST /v1/schools/{school_id}/staff/{user_id}/credential-reset`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::{StaffMember, authorize},
    ids::{SchoolId, UserId},
};
use persistence::{organizations::staff, relationships};

use super::view::{AccountInvitationView, answer_reopened};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Reset the password of a member of staff of a school
///
/// For who forgot it, or was locked out by too many failures. Takes the password away, ends every
/// session, and answers with the token with which the person chooses another. Who also works where
/// the caller does not administer is reset by the district; nobody resets their own.
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("user_id" = Uuid, Path, description = "The person"),
    ),
    responses((status = OK, description = "What opens the account", body = AccountInvitationView)),
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
            let permit = authorize(&relationships::of_staff_member(tx, actor, member)?)?;
            once.run(tx, &permit, |tx| {
                answer_reopened(staff::reset_credential(tx, &permit)?)
            })
        })
        .await
}
