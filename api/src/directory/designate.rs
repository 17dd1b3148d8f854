//! `POST /v1/schools/{school_id}/directory-designations`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::directory::{self, DesignateOutcome};

use super::{
    designation_view::DirectoryDesignationView,
    wanted::{DesignateDirectoryRequest, wanted},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, IdempotencyKey},
    problem::ApiError,
};

/// Designate directory information of a school
///
/// In the place of what the school designated before (34 CFR 99.37). What is new is released when the time to
/// refuse is over, to the parties that are listed and for their purposes; what is left out is not released any
/// more, at once. Without a designation nothing is released. For administrators of the school and of the
/// district.
#[utoipa::path(
    tag = "schools",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body = DesignateDirectoryRequest,
    responses((status = CREATED, description = "The designation", body = DirectoryDesignationView)),
)]
#[post("/v1/schools/{school_id}/directory-designations")]
pub async fn designate_directory_information(
    caller: Caller,
    school: Path<SchoolId>,
    once: IdempotencyKey,
    body: Body<DesignateDirectoryRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let once = once.with(&body);
    let new = wanted(&body)?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match directory::designate(tx, &permit, &new)? {
                    DesignateOutcome::Designated(designation) => Answer::created(
                        format!("/v1/schools/{school}/directory-designations"),
                        &DirectoryDesignationView::from(designation),
                    ),
                    DesignateOutcome::NoticeAhead => Err(ApiError::field(
                        "/notice_on",
                        "in_the_future",
                        "must not be in the future",
                    )),
                    DesignateOutcome::TimeRefused => Err(ApiError::field(
                        "/refuse_until",
                        "out_of_range",
                        "must be 14 days ahead at the least and half a year at the most",
                    )),
                }
            })
        })
        .await
}
