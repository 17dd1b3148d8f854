//! `DELETE /v1/staff/{user_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{access::DistrictStaffMember, ids::UserId};
use persistence::staff::{self, EndOutcome};

use crate::{
    app::Hallpass,
    caller::Caller,
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// End all roles of a person in the district
///
/// Takes effect at once: the roles at every school and for the district, the roles in classes, and
/// the person's sessions and invitations end. Callers cannot end their own roles, so that the
/// district keeps an administrator.
#[utoipa::path(
    tag = "organizations",
    params(("user_id" = Uuid, Path, description = "The person")),
    responses((status = NO_CONTENT, description = "The roles have ended")),
)]
#[delete("/v1/staff/{user_id}")]
pub async fn end_district_staff(
    caller: Caller,
    person: Path<UserId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let person = *person;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, DistrictStaffMember { person })?;
            match staff::end_in_district(tx, &permit)? {
                EndOutcome::Ended => Ok(Answer::no_content()),
                EndOutcome::OwnLastOffice => Err(ApiError::Conflict(ConflictReason::OwnLastOffice)),
            }
        })
        .await
}
