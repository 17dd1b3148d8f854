//! `GET /v1/students/{student_id}/amendments/{amendment_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{AmendmentId, UserId},
};
use persistence::amendments;

use super::view::AmendmentView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show what is contested of a student's record
///
/// Where it stands, by when somebody has to act, when and where the hearing is, and what was decided, to
/// who contests it, to a student who is an adult, and to administrators of the school.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("amendment_id" = Uuid, Path, description = "The amendment"),
    ),
    responses((status = OK, description = "The amendment", body = AmendmentView)),
)]
#[get("/v1/students/{student_id}/amendments/{amendment_id}")]
pub async fn show_amendment(
    caller: Caller,
    path: Path<(UserId, AmendmentId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, amendment) = path.into_inner();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            let found = amendments::read(tx, &permit, amendment)?;
            Answer::ok(&AmendmentView::from(found.ok_or(ApiError::NOT_FOUND)?))
        })
        .await
}
