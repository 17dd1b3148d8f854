//! `POST /v1/students/{student_id}/directory-refusals`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, directory::DirectoryType, ids::UserId};
use persistence::directory;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::refused_view::{DirectoryRefusalsView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// Which types of directory information are refused, or not any more.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "types": ["name", "grade_level"] }))]
pub struct DirectoryTypesRequest {
    /// The types, also such as no school designates yet.
    #[validate(length(min = 1, max = 2))]
    #[schema(min_items = 1, max_items = 2)]
    pub types: Vec<DirectoryType>,
}

impl Checked for DirectoryTypesRequest {}

/// Refuse directory information of a student
///
/// From this instant on the types are released to nobody, at any school of the district, until who holds the
/// rights takes it back: also after the student is an adult, and after they have left. A list that has any of
/// the types has nothing of the student. In class the name stays. For guardians, and for students who are
/// adults; an administrator of the school records what a family refused on paper.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = DirectoryTypesRequest,
    responses(
        (status = OK, description = "What is refused now", body = DirectoryRefusalsView),
        (status = CONFLICT, description = "The caller is of the student's family without its rights"),
    ),
)]
#[post("/v1/students/{student_id}/directory-refusals")]
pub async fn refuse_directory_information(
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
                answer(directory::refuse(tx, &permit, &types)?)
            })
        })
        .await
}

impl DirectoryTypesRequest {
    /// Each type once.
    pub(super) fn sorted(&self) -> Vec<DirectoryType> {
        let mut types = self.types.clone();
        types.sort_unstable();
        types.dedup();
        types
    }
}
