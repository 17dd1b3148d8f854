//! `POST /v1/students/{student_id}/amendments/{amendment_id}/statement`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{AmendmentId, UserId},
    text::DisagreementStatement,
};
use persistence::amendments;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{AmendmentView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What the family holds against a part of the record that stays as it is.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "statement": "We still hold that the grade level is 05." }))]
pub struct PlaceStatementRequest {
    /// The statement.
    #[validate(custom(function = crate::http::text))]
    pub statement: DisagreementStatement,
}

impl Checked for PlaceStatementRequest {}

/// Place a statement of disagreement in a record
///
/// After a hearing that found nothing wrong, who contested the part says why they disagree (34 CFR
/// 99.21(b)(2)). The statement stays as long as the record, and goes along wherever that part is
/// disclosed.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("amendment_id" = Uuid, Path, description = "The amendment"),
    ),
    request_body = PlaceStatementRequest,
    responses(
        (status = OK, description = "The amendment", body = AmendmentView),
        (status = CONFLICT, description = "No hearing has found the record right, or there is a statement"),
    ),
)]
#[post("/v1/students/{student_id}/amendments/{amendment_id}/statement")]
pub async fn place_statement(
    caller: Caller,
    path: Path<(UserId, AmendmentId)>,
    once: IdempotencyKey,
    body: Body<PlaceStatementRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, amendment) = path.into_inner();
    let once = once.with(&body);
    let statement = body.statement.clone();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(amendments::place(
                    tx,
                    &permit,
                    amendment,
                    statement.as_str(),
                )?)
            })
        })
        .await
}
