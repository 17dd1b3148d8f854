//! `PATCH /v1/classes/{class_id}/staff/{staff_assignment_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::WithinClass,
    ids::{ClassId, TeachingAssignmentId},
};
use persistence::classes::staff::{self, StaffMember, UpdateOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{appoint, view::ClassStaffView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Change, Checked, IfMatch, MERGE_PATCH},
    problem::{ApiError, ConflictReason},
};

/// Changes of a staff assignment. Absent members are not changed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ends_at": "2027-01-29T08:00:00Z"}))]
pub struct UpdateClassStaffRequest {
    /// Until when; `null` for as long as the class lasts, for teachers of record.
    #[serde(default)]
    #[schema(value_type = Option<DateTime<Utc>>)]
    pub ends_at: Change<DateTime<Utc>>,
}

impl Checked for UpdateClassStaffRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Update the end date of a member of staff of a class
///
/// Takes an instant in the future, as a merge patch. Co-teachers and assistants always have an end
/// date; the last teacher of record cannot have one. Who has an end date does not make it later for
/// themself: another teacher of record does, or an administrator.
#[utoipa::path(
    tag = "class-staff",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("staff_assignment_id" = Uuid, Path, description = "The staff assignment, by its `id` in the list of staff"),
    ),
    request_body(content = UpdateClassStaffRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The updated staff assignment", body = ClassStaffView)),
)]
#[patch("/v1/classes/{class_id}/staff/{staff_assignment_id}")]
pub async fn update_class_staff(
    caller: Caller,
    path: Path<(ClassId, TeachingAssignmentId)>,
    if_match: IfMatch,
    body: Body<UpdateClassStaffRequest>,
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
            let current = staff::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&ClassStaffView::from(current.clone()))?;
            let wanted = body.ends_at.clone();
            if wanted.is_kept() {
                return Answer::ok(&ClassStaffView::from(current));
            }
            let ends_at = appoint::end_of(current.role, wanted.over(None), tx.now())?;
            match staff::update(tx, &permit, &current, ends_at)? {
                UpdateOutcome::Changed => {
                    let changed = StaffMember { ends_at, ..current };
                    Answer::ok(&ClassStaffView::from(changed))
                }
                UpdateOutcome::LongerOwnPart => Err(ApiError::Conflict(ConflictReason::OwnPart)),
                UpdateOutcome::LastTeacherOfRecord => {
                    Err(ApiError::Conflict(ConflictReason::LastTeacherOfRecord))
                }
            }
        })
        .await
}
