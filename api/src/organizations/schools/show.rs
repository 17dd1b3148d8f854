//! `GET /v1/schools/{school_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::action::ReadSchool, ids::SchoolId};
use persistence::organizations::schools;

use super::view::SchoolView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get a school
///
/// The answer's `ETag` is required to change it.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school")),
    responses((status = OK, description = "The school", body = SchoolView)),
)]
#[get("/v1/schools/{school_id}")]
pub async fn show_school(
    caller: Caller,
    school: Path<SchoolId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadSchool>(actor, school)?;
            let found = schools::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&SchoolView::from(found))
        })
        .await
}
