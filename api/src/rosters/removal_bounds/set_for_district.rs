//! `PATCH /v1/rosters/removal-bounds`

use actix_web::{patch, web::Data};
use domain::access::action::ManageRemovalBounds;

use super::view::{RemovalBoundsView, UpdateRemovalBoundsRequest, update};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, IfMatch},
    problem::ApiError,
};

/// Update the removal bounds of the district
///
/// They hold for the district and for schools that have none of their own, from the next comparison
/// on.
#[utoipa::path(
    tag = "rosters",
    request_body(
        content = UpdateRemovalBoundsRequest,
        content_type = "application/merge-patch+json",
    ),
    responses((status = OK, description = "The updated bounds", body = RemovalBoundsView)),
)]
#[patch("/v1/rosters/removal-bounds")]
pub async fn update_removal_bounds(
    caller: Caller,
    if_match: IfMatch,
    body: Body<UpdateRemovalBoundsRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    body.check()?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<ManageRemovalBounds>(actor, actor.organization())?;
            update(tx, &permit, &if_match, &body)
        })
        .await
}
