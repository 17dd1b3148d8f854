//! `POST /v1/students/{student_id}/guardianships/{guardianship_id}/decide`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    guardians::{
        GuardianshipEnd, StatedEvidence,
        decision::{GuardianshipDecision, LastGuardian},
    },
    ids::{GuardianshipId, UserId},
};
use persistence::guardians::{self, DecideOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{GuardianshipView, refused};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, FieldError},
};

domain::text_enum! {
    /// What a school decides about a guardianship.
    pub enum GuardianshipVerdict {
        /// The person is the guardian: `evidence` says how the school knows.
        Verify = "verify",
        /// It is contested: nobody has rights by it until the next decision.
        Dispute = "dispute",
        /// It is over: `end_reason` says why.
        End = "end",
    }
}

domain::text_enum! {
    /// What the caller knows and accepts.
    pub enum AcceptedConsequence {
        /// Nobody else has the rights of a parent over the student's record.
        LastGuardian = "last_guardian",
    }
}

/// What is decided.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decision": "verify", "evidence": "document" }))]
pub struct DecideGuardianshipRequest {
    /// The decision.
    pub decision: GuardianshipVerdict,
    /// How the school knows; to verify.
    pub evidence: Option<StatedEvidence>,
    /// Why it ends; to end.
    pub end_reason: Option<GuardianshipEnd>,
    /// What the caller knows and accepts.
    pub accepts: Option<AcceptedConsequence>,
}

impl Checked for DecideGuardianshipRequest {}

impl DecideGuardianshipRequest {
    fn decision(&self) -> Result<GuardianshipDecision, ApiError> {
        match (self.decision, self.evidence, self.end_reason) {
            (GuardianshipVerdict::Verify, Some(evidence), None) => {
                Ok(GuardianshipDecision::Verify(evidence.into()))
            }
            (GuardianshipVerdict::Dispute, None, None) => Ok(GuardianshipDecision::Dispute),
            (GuardianshipVerdict::End, None, Some(GuardianshipEnd::Undecided)) => {
                Err(superfluous("/end_reason"))
            }
            (GuardianshipVerdict::End, None, Some(reason)) => Ok(GuardianshipDecision::End(
                reason,
                last_guardian(self.accepts),
            )),
            (GuardianshipVerdict::Verify, None, _) => Err(required("/evidence", "verify")),
            (GuardianshipVerdict::End, _, None) => Err(required("/end_reason", "end")),
            (GuardianshipVerdict::Verify | GuardianshipVerdict::Dispute, _, Some(_)) => {
                Err(superfluous("/end_reason"))
            }
            (GuardianshipVerdict::Dispute | GuardianshipVerdict::End, Some(_), _) => {
                Err(superfluous("/evidence"))
            }
        }
    }
}

fn required(pointer: &str, decision: &str) -> ApiError {
    let message = format!("is required for the decision `{decision}`");
    ApiError::fields(vec![FieldError::new(pointer, "required", message)])
}

fn superfluous(pointer: &str) -> ApiError {
    ApiError::field(pointer, "superfluous", "does not belong to this decision")
}

/// Whether the caller accepts that it is the last guardianship.
pub(super) fn last_guardian(accepts: Option<AcceptedConsequence>) -> LastGuardian {
    match accepts {
        Some(AcceptedConsequence::LastGuardian) => LastGuardian::Accepted,
        None => LastGuardian::NotAccepted,
    }
}

/// Decide about a guardianship
///
/// Verifies, contests or ends a guardianship of the student. Nobody verifies or contests their own, or
/// decides about one of their own family. To end the last one that has the rights of a parent, the caller
/// says that they know it.
#[utoipa::path(
    tag = "guardians",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("guardianship_id" = Uuid, Path, description = "The guardianship"),
    ),
    request_body = DecideGuardianshipRequest,
    responses(
        (status = OK, description = "The guardianship", body = GuardianshipView),
        (status = CONFLICT, description = "It is over, the last one, the caller is of the student's family, or the student is an adult"),
    ),
)]
#[post("/v1/students/{student_id}/guardianships/{guardianship_id}/decide")]
pub async fn decide_guardianship(
    caller: Caller,
    path: Path<(UserId, GuardianshipId)>,
    once: IdempotencyKey,
    body: Body<DecideGuardianshipRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, guardianship) = path.into_inner();
    let once = once.with(&body);
    let decision = body.decision()?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                match guardians::decide(tx, &permit, guardianship, decision)? {
                    DecideOutcome::Decided(record) => Answer::ok(&GuardianshipView::from(record)),
                    DecideOutcome::Refused(refusal) => Err(refused(refusal)),
                    DecideOutcome::NoSuchGuardianship => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
