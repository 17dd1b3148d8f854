//! `POST /v1/students/{student_id}/directory-refusals/rescission`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::directory;

use super::{
    refuse::DirectoryTypesRequest,
    refused_view::{DirectoryRefusalsView, answer},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, IdempotencyKey},
    problem::ApiError,
};

/// Take back that directory information of a student is refused
///
/// Each parent takes back what they refused themselves, and no other parent's refusal; an adult student every
/// one; the school what it recorded on paper, but of an adult nothing from before they were one. What somebody
/// else refused stays refused.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = DirectoryTypesRequest,
    responses(
        (status = OK, description = "What is refused now", body = DirectoryRefusalsView),
        (status = CONFLICT, description = "Nothing of it is the caller's to take back"),
    ),
)]
#[post("/v1/students/{student_id}/directory-refusals/rescission")]
pub async fn rescind_directory_refusals(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    body: Body<DirectoryTypesRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let once = once.with(&body);
    let types = body.sorted();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(directory::rescind(tx, &permit, &types)?)
            })
        })
        .await
}
