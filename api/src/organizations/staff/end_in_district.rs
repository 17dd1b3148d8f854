//! `DELETE /v1/staff/{user_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{access::authorize, ids::UserId};
use persistence::{
    organizations::staff::{self, EndOutcome},
    relationships,
};

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// End all of somebody's roles in my district
///
/// At once: with the roles, at every school and over the district, end the person's part in classes,
/// their sessions and their invitations. Nobody ends their own, so that the district keeps an
/// administrator.
#[utoipa::path(
    tag = "organizations",
    params(("user_id" = Uuid, Path, description = "The person")),
    responses((status = NO_CONTENT, description = "They have no role any more")),
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
            let facts = relationships::of_colleague(tx, actor, person)?;
            let permit = authorize(&facts)?;
            match staff::end_in_district(tx, &permit)? {
                EndOutcome::Ended => Ok(Answer::no_content()),
                EndOutcome::OwnLastOffice => Err(ApiError::Conflict(
                    "It would be your own last office: somebody else has to end it.",
                )),
            }
        })
        .await
}
