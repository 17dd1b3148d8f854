//! `GET /v1/rosters/removal-bounds`

use actix_web::{get, web::Data};
use domain::access::action::ManageRemovalBounds;
use persistence::rosters::bounds;

use super::view::RemovalBoundsView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get the removal bounds of the district
///
/// From which share on the removals of an import have to be accepted.
#[utoipa::path(
    tag = "rosters",
    responses((status = OK, description = "The bounds", body = RemovalBoundsView)),
)]
#[get("/v1/rosters/removal-bounds")]
pub async fn show_removal_bounds(
    caller: Caller,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ManageRemovalBounds>(actor, actor.organization())?;
            Answer::ok(&RemovalBoundsView::from(bounds::read(tx, &permit)?))
        })
        .await
}
