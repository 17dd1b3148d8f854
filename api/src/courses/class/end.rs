//! `DELETE /v1/classes/{class_id}/courses/{assignment_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::ids::{ClassId, CourseAssignmentId};
use persistence::courses::{self, Ending};

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// End the assignment of a course
///
/// The class no longer has the course. The progress of its students is kept.
#[utoipa::path(
    tag = "courses",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("assignment_id" = Uuid, Path, description = "The assignment"),
    ),
    responses((status = NO_CONTENT, description = "The assignment has ended")),
)]
#[delete("/v1/classes/{class_id}/courses/{assignment_id}")]
pub async fn end_course_assignment(
    caller: Caller,
    path: Path<(ClassId, CourseAssignmentId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, assignment) = path.into_inner();
    let (class, assignment) = (class, assignment);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, class)?;
            match courses::end(tx, &permit, assignment)? {
                Ending::Over => Ok(Answer::no_content()),
                Ending::NoSuchAssignment => Err(ApiError::NOT_FOUND),
            }
        })
        .await
}
