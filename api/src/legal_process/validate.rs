//! `POST /v1/students/{student_id}/legal-processes/{legal_process_id}/review`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
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

domain::text_enum! {
    /// What came out when a legal process was checked.
    pub enum LegalProcessFinding {
        /// It is valid, and the school has to answer it.
        Valid = "valid",
        /// It is not: nothing is disclosed.
        Invalid = "invalid",
    }
}

/// What came out.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "finding": "valid" }))]
pub struct ValidateLegalProcessRequest {
    /// The finding.
    pub finding: LegalProcessFinding,
}

impl Checked for ValidateLegalProcessRequest {}

/// Decide whether a legal process is valid
///
/// Says what came out when who advises the school in law checked the process. Who recorded it does not say
/// that it is valid; what is not valid is refused, and stands in the record of disclosures for the family.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("legal_process_id" = Uuid, Path, description = "The process"),
    ),
    request_body = ValidateLegalProcessRequest,
    responses(
        (status = OK, description = "The process", body = LegalProcessView),
        (status = CONFLICT, description = "It was decided already, or the caller recorded it"),
    ),
)]
#[post("/v1/students/{student_id}/legal-processes/{legal_process_id}/review")]
pub async fn validate_legal_process(
    caller: Caller,
    path: Path<(UserId, LegalProcessId)>,
    once: IdempotencyKey,
    body: Body<ValidateLegalProcessRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((student, process), once) = (path.into_inner(), once.with(&body));
    let finding = body.finding;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(match finding {
                    LegalProcessFinding::Valid => legal_process::validate(tx, &permit, process)?,
                    LegalProcessFinding::Invalid => legal_process::reject(tx, &permit, process)?,
                })
            })
        })
        .await
}
