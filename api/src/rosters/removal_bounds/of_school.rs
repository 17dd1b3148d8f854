//! `GET /v1/schools/{school_id}/removal-bounds`

use actix_web::{get, web::Data, web::Path};
use domain::{access::action::ManageSchoolRemovalBounds, ids::SchoolId};
use persistence::rosters::bounds;

use super::view::RemovalBoundsView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get the removal bounds of a school
///
/// From which share on removals at the school have to be accepted.
#[utoipa::path(
    tag = "rosters",
    params(("school_id" = Uuid, Path, description = "The school")),
    responses((status = OK, description = "The bounds", body = RemovalBoundsView)),
)]
#[get("/v1/schools/{school_id}/removal-bounds")]
pub async fn show_school_removal_bounds(
    caller: Caller,
    school: Path<SchoolId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ManageSchoolRemovalBounds>(actor, school)?;
            Answer::ok(&RemovalBoundsView::from(bounds::read(tx, &permit)?))
        })
        .await
}
