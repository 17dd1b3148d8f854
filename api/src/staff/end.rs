//! `DELETE /v1/schools/{school_id}/staff/{user_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::StaffMember,
    ids::{SchoolId, UserId},
};
use persistence::staff::{self, EndOutcome};

use crate::{
    app::Hallpass,
    caller::Caller,
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// End the roles of a person at a school
///
/// Takes effect at once: the person's roles in the classes of the school end too. Administrators
/// cannot end their own last administrative role; another administrator has to do it. A person
/// without any remaining role loses the password and every session. A roster that still lists the
/// person restores the roles at its next import but not the password; the person then has to be
/// invited again.
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("user_id" = Uuid, Path, description = "The person"),
    ),
    responses(
        (status = NO_CONTENT, description = "The roles have ended"),
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
            let permit = tx.permit(actor, member)?;
            match staff::end(tx, &permit)? {
                EndOutcome::Ended => Ok(Answer::no_content()),
                EndOutcome::OwnLastOffice => Err(ApiError::Conflict(ConflictReason::OwnLastOffice)),
            }
        })
        .await
}
