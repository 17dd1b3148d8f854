//! `POST /v1/schools/{school_id}/directory-designations/{directory_designation_id}/end`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::{DirectoryDesignationId, SchoolId};
use persistence::directory::{self, EndOutcome};

use super::designation_view::DirectoryDesignationView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// End what a school designates as directory information
///
/// Nothing is released any more, from this instant on. What is designated later begins with a new time to
/// refuse.
#[utoipa::path(
    tag = "schools",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("directory_designation_id" = Uuid, Path, description = "The designation"),
    ),
    responses(
        (status = OK, description = "The designation", body = DirectoryDesignationView),
        (status = CONFLICT, description = "It is over"),
    ),
)]
#[post("/v1/schools/{school_id}/directory-designations/{directory_designation_id}/end")]
pub async fn end_directory_designation(
    caller: Caller,
    path: Path<(SchoolId, DirectoryDesignationId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((school, designation), once) = (path.into_inner(), once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match directory::end_designation(tx, &permit, designation)? {
                    EndOutcome::Ended(designation) => {
                        Answer::ok(&DirectoryDesignationView::from(designation))
                    }
                    EndOutcome::Over => Err(ApiError::Conflict(ConflictReason::DesignationOver)),
                    EndOutcome::NoSuchDesignation => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
