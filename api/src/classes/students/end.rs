//! `DELETE /v1/classes/{class_id}/students/{student_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    ids::{ClassId, UserId},
};
use persistence::classes::students;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Remove a student from a class
///
/// Ends the enrollment now, and with it the access of the class's staff to the student. The account
/// and the work of the student are kept. A roster that still lists the student restores the
/// enrollment at its next import; remove the student there as well.
#[utoipa::path(
    tag = "students",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    responses((status = NO_CONTENT, description = "The student has been removed from the class")),
)]
#[delete("/v1/classes/{class_id}/students/{student_id}")]
pub async fn end_enrollment(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let member = ClassMember { class, student };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, member)?;
            students::end_enrollment(tx, &permit)?;
            Ok(Answer::no_content())
        })
        .await
}
