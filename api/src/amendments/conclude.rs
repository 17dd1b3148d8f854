//! `POST /v1/students/{student_id}/amendments/{amendment_id}/outcome`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{AmendmentId, UserId},
    text::DecisionReasons,
};
use persistence::amendments::{self, Conclusion};
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
    /// What a hearing found.
    pub enum HearingOutcome {
        /// The record is wrong, and amended.
        Amended = "amended",
        /// The record stays as it is, and the family may place a statement in it.
        Upheld = "upheld",
    }
}

/// What the hearing found.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "outcome": "amended",
    "findings": "The report of June was compared with the roster.",
    "correction": { "grade_level": "05" }
}))]
pub struct ConcludeAmendmentRequest {
    /// The outcome.
    pub outcome: HearingOutcome,
    /// A summary of the evidence, and the reasons: the decision rests on nothing else.
    #[validate(custom(function = crate::http::text))]
    pub findings: DecisionReasons,
    /// What the record is to say instead: needed to amend a name or the grade level, and for nothing else.
    #[validate(nested)]
    pub correction: Option<RecordCorrection>,
}

impl Checked for ConcludeAmendmentRequest {}

/// Write down what a hearing found
///
/// An administrator of the school writes down the decision of the officer, in writing and with the
/// evidence and the reasons (34 CFR 99.22(f)). If the record was wrong it is corrected in the same step;
/// if not, the family may place a statement in it.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("amendment_id" = Uuid, Path, description = "The amendment"),
    ),
    request_body = ConcludeAmendmentRequest,
    responses(
        (status = OK, description = "The amendment", body = AmendmentView),
        (status = CONFLICT, description = "The hearing was not held, or its outcome is known"),
    ),
)]
#[post("/v1/students/{student_id}/amendments/{amendment_id}/outcome")]
pub async fn conclude_amendment(
    caller: Caller,
    path: Path<(UserId, AmendmentId)>,
    once: IdempotencyKey,
    body: Body<ConcludeAmendmentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, amendment) = path.into_inner();
    let once = once.with(&body);
    let conclusion = wanted(&body)?;
    let findings = body.findings.clone();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(amendments::conclude(
                    tx,
                    &permit,
                    amendment,
                    (&conclusion, findings.as_str()),
                )?)
            })
        })
        .await
}

fn wanted(body: &ConcludeAmendmentRequest) -> Result<Conclusion, ApiError> {
    match (body.outcome, &body.correction) {
        (HearingOutcome::Amended, correction) => {
            correction::read(correction.as_ref()).map(Conclusion::Amend)
        }
        (HearingOutcome::Upheld, None) => Ok(Conclusion::Uphold),
        (HearingOutcome::Upheld, Some(_)) => Err(ApiError::field(
            "/correction",
            "superfluous",
            "is for a record that is amended: leave it out",
        )),
    }
}
