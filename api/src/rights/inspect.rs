//! `POST /v1/requests/{rights_request_id}/inspection`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{ids::RightsRequestId, rights::inspection::InspectionStep};
use persistence::rights;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{decide::answer, view::RightsRequestView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

domain::text_enum! {
    /// What was given to who inspects a record.
    pub enum InspectionGiven {
        /// An explanation.
        Explanation = "explanation",
        /// Copies.
        Copies = "copies",
    }
}

/// What was given.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "given": "copies" }))]
pub struct NoteInspectionRequest {
    /// What was given.
    pub given: InspectionGiven,
}

impl Checked for NoteInspectionRequest {}

/// Note what was given to who inspects a record
///
/// Who decides about a request for access notes that the record was explained, after that was asked for,
/// or that copies were handed out (34 CFR 99.10(c), (d)).
#[utoipa::path(
    tag = "rights",
    params(("rights_request_id" = Uuid, Path, description = "The request")),
    request_body = NoteInspectionRequest,
    responses(
        (status = OK, description = "The request", body = RightsRequestView),
        (status = CONFLICT, description = "The request is not for access, or over, or it was noted before"),
    ),
)]
#[post("/v1/requests/{rights_request_id}/inspection")]
pub async fn note_inspection(
    caller: Caller,
    request: Path<RightsRequestId>,
    once: IdempotencyKey,
    body: Body<NoteInspectionRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let request = *request;
    let step = match body.given {
        InspectionGiven::Explanation => InspectionStep::ExplanationGiven,
        InspectionGiven::Copies => InspectionStep::CopiesGiven,
    };
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, request)?;
            once.run(tx, &permit, |tx| {
                answer(rights::inspect(tx, &permit, step)?)
            })
        })
        .await
}
