//! `GET /v1/schools/{school_id}/exit`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::organizations::school_exit;

use super::view::SchoolExitView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show how far a school has left
///
/// From the day on which the last agreement ends nothing new is collected; until the end of day 30 the
/// school takes out what there is; by day 60, or sooner if the agreement says so, everything is deleted
/// (RET-05). An agreement that is activated in between ends the exit.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school")),
    responses((status = OK, description = "The exit", body = SchoolExitView)),
)]
#[get("/v1/schools/{school_id}/exit")]
pub async fn show_school_exit(
    caller: Caller,
    school: Path<SchoolId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            Answer::ok(&SchoolExitView::from(school_exit::show(tx, &permit)?))
        })
        .await
}
