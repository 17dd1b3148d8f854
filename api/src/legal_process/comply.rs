//! `POST /v1/students/{student_id}/legal-processes/{legal_process_id}/compliance`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    category::Category,
    ids::{LegalProcessId, UserId},
};
use persistence::legal_process;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{LegalProcessView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What is disclosed.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "categories": ["name", "enrollment"] }))]
pub struct ComplyWithLegalProcessRequest {
    /// Records of which categories: of those for which the process asks.
    #[validate(length(min = 1, max = 21))]
    #[schema(min_items = 1, max_items = 21)]
    pub categories: Vec<Category>,
}

impl Checked for ComplyWithLegalProcessRequest {}

/// Comply with a legal process
///
/// Writes down that the school discloses what the process asks for, or a part of it, in the record of
/// disclosures, once. The family was told and had ten days, or until three days before the return date and a
/// day at the least; unless one of three orders forbids to tell (34 CFR 99.31(a)(9)(ii)). Hallpass sends
/// nothing: the school does what the answer allows.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("legal_process_id" = Uuid, Path, description = "The process"),
    ),
    request_body = ComplyWithLegalProcessRequest,
    responses(
        (status = OK, description = "The process", body = LegalProcessView),
        (status = CONFLICT, description = "The family was not told or still has time, or the process has ended or was not checked"),
    ),
)]
#[post("/v1/students/{student_id}/legal-processes/{legal_process_id}/compliance")]
pub async fn comply_with_legal_process(
    caller: Caller,
    path: Path<(UserId, LegalProcessId)>,
    once: IdempotencyKey,
    body: Body<ComplyWithLegalProcessRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((student, process), once) = (path.into_inner(), once.with(&body));
    let categories = body.categories.clone();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(legal_process::comply(tx, &permit, (process, &categories))?)
            })
        })
        .await
}
