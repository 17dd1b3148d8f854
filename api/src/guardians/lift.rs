//! `DELETE /v1/students/{student_id}/guardianships/{guardianship_id}/limits/{limit_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{GuardianLimitId, GuardianshipId, UserId},
};
use persistence::guardians;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Lift a limit of a guardian's rights
///
/// The limit ends now. It stays in the list, with its end. Nobody of the student's family lifts one.
#[utoipa::path(
    tag = "guardians",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("guardianship_id" = Uuid, Path, description = "The guardianship"),
        ("limit_id" = Uuid, Path, description = "The limit"),
    ),
    responses((status = NO_CONTENT, description = "The limit has been lifted")),
)]
#[delete("/v1/students/{student_id}/guardianships/{guardianship_id}/limits/{limit_id}")]
pub async fn lift_guardian_limit(
    caller: Caller,
    path: Path<(UserId, GuardianshipId, GuardianLimitId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, guardianship, limit) = path.into_inner();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            if guardians::lift(tx, &permit, (guardianship, limit))? {
                Ok(Answer::no_content())
            } else {
                Err(ApiError::NOT_FOUND)
            }
        })
        .await
}
