//! `DELETE /v1/students/{student_id}/pairing-codes/{pairing_code_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{PairingCodeId, UserId},
};
use persistence::guardians;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Revoke a pairing code
///
/// The code is no longer accepted. A guardian who used it before stays one. Nobody of the student's family
/// revokes one.
#[utoipa::path(
    tag = "guardians",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("pairing_code_id" = Uuid, Path, description = "The code, by its id"),
    ),
    responses((status = NO_CONTENT, description = "The code has been revoked")),
)]
#[delete("/v1/students/{student_id}/pairing-codes/{pairing_code_id}")]
pub async fn revoke_pairing_code(
    caller: Caller,
    path: Path<(UserId, PairingCodeId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, code) = path.into_inner();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            if guardians::revoke(tx, &permit, code)? {
                Ok(Answer::no_content())
            } else {
                Err(ApiError::NOT_FOUND)
            }
        })
        .await
}
