//! `DELETE /v1/classes/{class_id}/staff/{staff_assignment_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::WithinClass,
    ids::{ClassId, TeachingAssignmentId},
};
use persistence::classes::staff::{self, EndOutcome};

use crate::{
    app::Hallpass,
    caller::Caller,
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// Remove a member of staff from a class
///
/// Ends the person's access through the class at once. The last teacher of record cannot be
/// removed: appoint another one first, or archive the class. A roster that still lists the person
/// restores the role at its next import; remove the person there as well.
#[utoipa::path(
    tag = "class-staff",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("staff_assignment_id" = Uuid, Path, description = "The staff assignment, by its `id` in the list of staff"),
    ),
    responses(
        (status = NO_CONTENT, description = "The person has been removed from the staff of the class"),
    ),
)]
#[delete("/v1/classes/{class_id}/staff/{staff_assignment_id}")]
pub async fn end_class_staff(
    caller: Caller,
    path: Path<(ClassId, TeachingAssignmentId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, assignment) = path.into_inner();
    let assignment = WithinClass {
        class,
        part: assignment,
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, assignment)?;
            match staff::end(tx, &permit)? {
                EndOutcome::Ended => Ok(Answer::no_content()),
                EndOutcome::LastTeacherOfRecord => {
                    Err(ApiError::Conflict(ConflictReason::LastTeacherOfRecord))
                }
            }
        })
        .await
}
