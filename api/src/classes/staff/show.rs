//! `GET /v1/classes/{class_id}/staff/{staff_assignment_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::WithinClass,
    ids::{ClassId, TeachingAssignmentId},
};
use persistence::classes::staff;

use super::view::ClassStaffView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get a member of staff of a class
///
/// Available while the role in the class lasts. The answer's `ETag` is required to change it.
#[utoipa::path(
    tag = "class-staff",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("staff_assignment_id" = Uuid, Path, description = "The staff assignment, by its `id` in the list of staff"),
    ),
    responses((status = OK, description = "The staff assignment", body = ClassStaffView)),
)]
#[get("/v1/classes/{class_id}/staff/{staff_assignment_id}")]
pub async fn show_class_staff(
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
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, assignment)?;
            let member = staff::show(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&ClassStaffView::from(member))
        })
        .await
}
