//! `DELETE /v1/students/{student_id}/guardian-contacts/{contact_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{GuardianContactId, UserId},
};
use persistence::guardians::{self, RemoveContactOutcome};

use crate::{
    app::Hallpass,
    caller::Caller,
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// Remove a contact
///
/// Names and address are forgotten, and no later roster brings the person back. An invitation that nobody
/// has used opens nothing any more; a guardianship that rests on the roster alone is a claim again. The
/// school still pairs the person with a code.
#[utoipa::path(
    tag = "guardians",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("contact_id" = Uuid, Path, description = "The contact"),
    ),
    responses(
        (status = NO_CONTENT, description = "The contact has been removed"),
        (status = CONFLICT, description = "The caller is of the student's family"),
    ),
)]
#[delete("/v1/students/{student_id}/guardian-contacts/{contact_id}")]
pub async fn remove_guardian_contact(
    caller: Caller,
    path: Path<(UserId, GuardianContactId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, contact) = path.into_inner();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            match guardians::remove_contact(tx, &permit, contact)? {
                RemoveContactOutcome::Removed => Ok(Answer::no_content()),
                RemoveContactOutcome::Refused(_) => {
                    Err(ApiError::Conflict(ConflictReason::OwnGuardianship))
                }
                RemoveContactOutcome::NoSuchContact => Err(ApiError::NOT_FOUND),
            }
        })
        .await
}
