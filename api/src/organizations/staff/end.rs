//! `DELETE /v1/schools/{school_id}/staff/{user_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::{StaffMember, authorize},
    ids::{SchoolId, UserId},
};
use persistence::{
    organizations::staff::{self, EndOutcome},
    relationships,
};

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// End somebody's roles at a school
///
/// At once: with the roles end the person's part in the school's classes and all their sessions.
/// Nobody ends their own last office; somebody else has to do it. Somebody without any role left has
/// no password any more. A roster that still lists them gives the roles back at its next import, but
/// not the password: they would have to be invited.
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("user_id" = Uuid, Path, description = "The person"),
    ),
    responses(
        (status = NO_CONTENT, description = "They have no role there any more"),
    ),
)]
#[delete("/v1/schools/{school_id}/staff/{user_id}")]
pub async fn end_staff_roles(
    caller: Caller,
    path: Path<(SchoolId, UserId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (school, person) = path.into_inner();
    let member = StaffMember { school, person };
    hallpass
        .write(&caller, move |tx, actor| {
            let facts = relationships::of_staff_member(tx, actor, member)?;
            let permit = authorize(&facts)?;
            match staff::end(tx, &permit)? {
                EndOutcome::Ended => Ok(Answer::no_content()),
                EndOutcome::OwnLastOffice => Err(ApiError::Conflict(
                    "It would be your own last office: somebody else has to end it.",
                )),
            }
        })
        .await
}
