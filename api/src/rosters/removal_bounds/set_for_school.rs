//! `PATCH /v1/schools/{school_id}/removal-bounds`

use actix_web::{patch, web::Data, web::Path};
use domain::{access::action::ManageSchoolRemovalBounds, ids::SchoolId};

use super::view::{RemovalBoundsView, UpdateRemovalBoundsRequest, update};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, IfMatch},
    problem::ApiError,
};

/// Update the removal bounds of a school
///
/// They hold for the school in place of those of the district, from the next comparison on.
#[utoipa::path(
    tag = "rosters",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body(
        content = UpdateRemovalBoundsRequest,
        content_type = "application/merge-patch+json",
    ),
    responses((status = OK, description = "The updated bounds", body = RemovalBoundsView)),
)]
#[patch("/v1/schools/{school_id}/removal-bounds")]
pub async fn update_school_removal_bounds(
    caller: Caller,
    school: Path<SchoolId>,
    if_match: IfMatch,
    body: Body<UpdateRemovalBoundsRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    body.check()?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<ManageSchoolRemovalBounds>(actor, school)?;
            update(tx, &permit, &if_match, &body)
        })
        .await
}
