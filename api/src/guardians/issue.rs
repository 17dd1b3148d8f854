//! `POST /v1/students/{student_id}/pairing-codes`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::StudentOfDistrict,
    guardians::{GuardianKind, StatedEvidence},
    ids::{PairingCodeId, UserId},
};
use persistence::guardians::{self, IssueOutcome, NewPairingCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// For whom a code is issued.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "kind": "parent", "evidence": "in_person" }))]
pub struct IssuePairingCodeRequest {
    /// What the person is to the student.
    pub kind: GuardianKind,
    /// How the school knows the person to whom it hands the code. Without it the code makes a claim,
    /// which the school verifies afterwards.
    pub evidence: Option<StatedEvidence>,
}

impl Checked for IssuePairingCodeRequest {}

/// A code that the school hands to a guardian.
#[derive(Serialize, ToSchema)]
pub struct PairingCodeView {
    /// Its id.
    pub id: PairingCodeId,
    /// The code, returned only once.
    #[schema(
        min_length = 68,
        max_length = 68,
        pattern = "^hpp_[A-Za-z0-9_-]{64}$",
        example = "hpp_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
    )]
    pub code: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Issue a pairing code
///
/// A code with which one person becomes a guardian of the student, once, within 14 days. Hand it to the
/// person whose identity the school has checked and say how (`evidence`): then the guardianship is
/// verified at once. A code that goes home with the student has no evidence, and what it makes waits for
/// the school's decision.
#[utoipa::path(
    tag = "guardians",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = IssuePairingCodeRequest,
    responses(
        (status = CREATED, description = "The code", body = PairingCodeView),
        (status = CONFLICT, description = "The caller is of the student's family, or the student is an adult"),
    ),
)]
#[post("/v1/students/{student_id}/pairing-codes")]
pub async fn issue_pairing_code(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    body: Body<IssuePairingCodeRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let once = once.with(&body);
    let new = NewPairingCode {
        kind: body.kind,
        evidence: body.evidence.map(Into::into),
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                match guardians::issue(tx, &permit, new)? {
                    IssueOutcome::Issued(issued) => {
                        let view = PairingCodeView {
                            id: issued.id,
                            expires_at: issued.expires_at,
                            code: issued.reveal().to_string(),
                        };
                        let address = format!("/v1/students/{student}/guardianships");
                        let answer = Answer::created(address, &view)?;
                        Ok(answer.with_secrets_of(actor.organization(), [student]))
                    }
                    IssueOutcome::Own => Err(ApiError::Conflict(ConflictReason::OwnGuardianship)),
                    IssueOutcome::StudentIsAdult => {
                        Err(ApiError::Conflict(ConflictReason::StudentIsAdult))
                    }
                }
            })
        })
        .await
}
