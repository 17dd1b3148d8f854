//! `DELETE /v1/classes/{class_id}/students/{student_id}/account`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    classes::removal::RemovalRefusal,
    ids::{ClassId, UserId},
};
use persistence::classes::students;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// Remove a student who was created by mistake
///
/// Deletes the account and everything that is held about the student, which cannot be undone. Only a
/// student who has done no work yet, is in no other class and comes from no roster can be removed; of
/// any other, end the enrollment.
#[utoipa::path(
    tag = "students",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    responses(
        (status = NO_CONTENT, description = "The student has been removed"),
        (status = CONFLICT, description = "There is work of the student, another class has the student, or a roster names them, or the record is inspected or contested"),
    ),
)]
#[delete("/v1/classes/{class_id}/students/{student_id}/account")]
pub async fn remove_student(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, ClassMember { class, student })?;
            students::remove(tx, &permit)?.map_err(refused)?;
            Ok(Answer::no_content())
        })
        .await
}

fn refused(refusal: RemovalRefusal) -> ApiError {
    ApiError::Conflict(match refusal {
        RemovalRefusal::HasWork => ConflictReason::StudentHasWork,
        RemovalRefusal::IsElsewhere => ConflictReason::StudentIsElsewhere,
        RemovalRefusal::IsInRoster => ConflictReason::StudentIsInRoster,
        // One word for all: a legal process must not be told.
        RemovalRefusal::IsBlocked(_) => ConflictReason::ErasureBlocked,
    })
}
