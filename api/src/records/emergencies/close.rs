//! `POST /v1/students/{student_id}/emergencies/{emergency_id}/end`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{EmergencyId, UserId},
};
use persistence::records;

use super::view::{EmergencyView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// End an emergency
///
/// Nothing more is disclosed for it, from this instant on.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("emergency_id" = Uuid, Path, description = "The emergency"),
    ),
    responses(
        (status = OK, description = "The emergency", body = EmergencyView),
        (status = CONFLICT, description = "It is over"),
    ),
)]
#[post("/v1/students/{student_id}/emergencies/{emergency_id}/end")]
pub async fn end_emergency(
    caller: Caller,
    path: Path<(UserId, EmergencyId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((student, emergency), once) = (path.into_inner(), once.without_body());
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(records::end_emergency(tx, &permit, emergency)?, |view| {
                    Answer::ok(view)
                })
            })
        })
        .await
}
