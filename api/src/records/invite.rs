//! `POST /v1/students/{student_id}/inspection-sessions`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::StudentOfDistrict,
    ids::{InspectionSessionId, UserId},
};
use persistence::records::{self, InspectionSession};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// Who is to look at the record together with the caller.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "staff_id": "019958b2-0000-7000-8000-000000000004" }))]
pub struct InviteToRecordRequest {
    /// A teacher of record of the student, or an administrator of the school. Nobody else reads it.
    pub staff_id: UserId,
}

impl Checked for InviteToRecordRequest {}

/// An inspection of a record together with a member of staff.
#[derive(Debug, Serialize, ToSchema)]
pub struct InspectionSessionView {
    /// Its id.
    pub id: InspectionSessionId,
    /// The member of staff.
    pub staff_id: UserId,
    /// Since when.
    pub begins_at: DateTime<Utc>,
    /// Until when the member of staff reads the record.
    pub ends_at: DateTime<Utc>,
}

impl From<InspectionSession> for InspectionSessionView {
    fn from(session: InspectionSession) -> Self {
        Self {
            id: session.id,
            staff_id: session.staff,
            begins_at: session.begins_at,
            ends_at: session.ends_at,
        }
    }
}

/// Look at a record together with a member of staff
///
/// A guardian, or a student who is an adult, lets a teacher of record or an administrator of the school
/// read the record as they see it, for a quarter of an hour, to have it explained (34 CFR 99.10(c)). Each
/// reading is in the log.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = InviteToRecordRequest,
    responses((status = CREATED, description = "The inspection", body = InspectionSessionView)),
)]
#[post("/v1/students/{student_id}/inspection-sessions")]
pub async fn invite_to_record(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    body: Body<InviteToRecordRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, staff) = (*student, body.staff_id);
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                match records::invite(tx, &permit, staff)? {
                    Some(session) => Answer::created(
                        format!(
                            "/v1/students/{student}/inspection-sessions/{}/record",
                            session.id
                        ),
                        &InspectionSessionView::from(session),
                    ),
                    None => Err(ApiError::field(
                        "/staff_id",
                        "unknown",
                        "does not work in the district",
                    )),
                }
            })
        })
        .await
}
