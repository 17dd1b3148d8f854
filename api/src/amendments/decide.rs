//! `POST /v1/students/{student_id}/amendments/{amendment_id}/decision`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{AmendmentId, UserId},
    text::DecisionReasons,
};
use persistence::amendments::{self, Decision};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    correction::{self, RecordCorrection},
    view::{AmendmentView, answer},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

domain::text_enum! {
    /// What a school decides about what is contested.
    pub enum AmendmentDecision {
        /// The record is amended.
        Accept = "accept",
        /// The record stays as it is, and the family may ask for a hearing.
        Refuse = "refuse",
    }
}

/// What the school decides.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decision": "accept", "correction": { "grade_level": "05" } }))]
pub struct DecideAmendmentRequest {
    /// The decision.
    pub decision: AmendmentDecision,
    /// What the record is to say instead: needed to accept what is contested of a name or the grade
    /// level, and for nothing else. What is contested of other parts is corrected by hand before.
    #[validate(nested)]
    pub correction: Option<RecordCorrection>,
    /// Why it is decided so: needed to refuse.
    #[validate(custom(function = crate::http::text))]
    pub reasons: Option<DecisionReasons>,
}

impl Checked for DecideAmendmentRequest {}

/// Decide about what is contested of a record
///
/// An administrator of the school accepts, and the record is corrected in the same step, or refuses for
/// reasons that the family is told. Nobody decides about their own family.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("amendment_id" = Uuid, Path, description = "The amendment"),
    ),
    request_body = DecideAmendmentRequest,
    responses(
        (status = OK, description = "The amendment", body = AmendmentView),
        (status = CONFLICT, description = "It is decided already, or the caller is of the family"),
    ),
)]
#[post("/v1/students/{student_id}/amendments/{amendment_id}/decision")]
pub async fn decide_amendment(
    caller: Caller,
    path: Path<(UserId, AmendmentId)>,
    once: IdempotencyKey,
    body: Body<DecideAmendmentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, amendment) = path.into_inner();
    let once = once.with(&body);
    let (decision, reasons) = (wanted(&body)?, body.reasons.clone());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            let reasons = reasons.as_ref().map(DecisionReasons::as_str);
            once.run(tx, &permit, |tx| {
                answer(amendments::decide(
                    tx,
                    &permit,
                    amendment,
                    (&decision, reasons),
                )?)
            })
        })
        .await
}

fn wanted(body: &DecideAmendmentRequest) -> Result<Decision, ApiError> {
    match (body.decision, &body.correction, &body.reasons) {
        (AmendmentDecision::Accept, correction, _) => {
            correction::read(correction.as_ref()).map(Decision::Accept)
        }
        (AmendmentDecision::Refuse, None, Some(_)) => Ok(Decision::Refuse),
        (AmendmentDecision::Refuse, Some(_), _) => Err(ApiError::field(
            "/correction",
            "superfluous",
            "is for a record that is amended: leave it out",
        )),
        (AmendmentDecision::Refuse, None, None) => Err(ApiError::field(
            "/reasons",
            "required",
            "must say why the record stays as it is",
        )),
    }
}
