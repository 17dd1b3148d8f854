//! `POST /v1/students/{student_id}/emergencies/{emergency_id}/renewals`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{EmergencyId, UserId},
    text::EmergencyReasons,
};
use persistence::records;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{EmergencyView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// Why an emergency goes on.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reasons": "The storm goes on; two families are not found yet." }))]
pub struct RenewEmergencyRequest {
    /// The reasons.
    #[validate(custom(function = crate::http::text))]
    pub reasons: EmergencyReasons,
}

impl Checked for RenewEmergencyRequest {}

/// Renew an emergency
///
/// Lets an emergency that is open go on for another 72 hours, for reasons that are written down. One that
/// is over is not renewed: another is recorded, with its threat.
#[utoipa::path(
    tag = "records",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("emergency_id" = Uuid, Path, description = "The emergency"),
    ),
    request_body = RenewEmergencyRequest,
    responses(
        (status = OK, description = "The emergency", body = EmergencyView),
        (status = CONFLICT, description = "It is over"),
    ),
)]
#[post("/v1/students/{student_id}/emergencies/{emergency_id}/renewals")]
pub async fn renew_emergency(
    caller: Caller,
    path: Path<(UserId, EmergencyId)>,
    once: IdempotencyKey,
    body: Body<RenewEmergencyRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let ((student, emergency), once) = (path.into_inner(), once.with(&body));
    let reasons = body.reasons.clone();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                let renewed = (emergency, reasons.as_str());
                answer(records::extend_emergency(tx, &permit, renewed)?, |view| {
                    Answer::ok(view)
                })
            })
        })
        .await
}
