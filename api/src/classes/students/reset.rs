//! `POST /v1/classes/{class_id}/students/{student_id}/credential`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::{ClassMember, action::ResetStudentCredential},
    classes::placement::SecretReach,
    ids::{ClassId, UserId},
};
use persistence::classes::students::{self, ResetOutcome};

use super::{secrets, view::StudentCredential};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// What is answered when a passphrase would open more than the caller reaches.
const BEYOND_REACH: ApiError = ApiError::Conflict(ConflictReason::PassphraseBeyondReach);

/// Reset the passphrase of a student
///
/// The new passphrase is returned only once. The old passphrase and all sessions of the student
/// end, and failed sign-ins are forgotten. The student must be enrolled in the class; a student
/// without a username gets one. The passphrase of a student who is at another school too is reset by
/// an administrator of the district, who resets no other one.
#[utoipa::path(
    tag = "students",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    responses((status = OK, description = "The new credentials", body = StudentCredential)),
)]
#[post("/v1/classes/{class_id}/students/{student_id}/credential")]
pub async fn reset_student_credential(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let member = ClassMember { class, student };
    let once = once.without_body();
    let asked = once.clone();
    let answered = hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<ResetStudentCredential>(actor, member)?;
            let answered = asked.answered(tx, &permit)?;
            if answered.is_none() && students::reach(tx, &permit)? == SecretReach::Beyond {
                return Err(BEYOND_REACH);
            }
            Ok(answered)
        })
        .await?;
    if let Some(answer) = answered {
        return Ok(answer);
    }
    let secrets = secrets::make(&hallpass, &caller, 1).await?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, member)?;
            once.run(tx, &permit, |tx| {
                let secret = secrets.first().ok_or(ApiError::Internal("one secret"))?;
                let ResetOutcome::Issued(issued) = students::reset(tx, &permit, &secret.hash)?
                else {
                    return Err(BEYOND_REACH);
                };
                let slip = StudentCredential::of(issued, secret.passphrase.as_str());
                Ok(Answer::ok(&slip)?.with_secrets_of(actor.organization(), [student]))
            })
        })
        .await
}
