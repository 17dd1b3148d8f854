//! `POST /v1/students/{student_id}/emergencies`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    category::Category,
    ids::UserId,
    text::{RecipientName, ThreatDescription},
};
use persistence::records::{self, NewEmergency};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::view::{EmergencyView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// Somebody who needs to know.
#[derive(Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmergencyRecipient {
    /// Who: a disclosure for the emergency names them in the same words.
    #[validate(custom(function = crate::http::text))]
    pub name: RecipientName,
}

/// A health or safety emergency.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "threat": "A storm has cut the school off; families must be found.",
    "recipients": [{ "name": "Maple County Sheriff" }],
    "categories": ["name", "parent_contact"]
}))]
pub struct RecordEmergencyRequest {
    /// The articulable and significant threat.
    #[validate(custom(function = crate::http::text))]
    pub threat: ThreatDescription,
    /// Who needs to know, in order to protect somebody.
    #[validate(length(min = 1, max = 20), nested)]
    #[schema(min_items = 1, max_items = 20)]
    pub recipients: Vec<EmergencyRecipient>,
    /// Records of which categories they need.
    #[validate(length(min = 1, max = 21))]
    #[schema(min_items = 1, max_items = 21)]
    pub categories: Vec<Category>,
}

impl Checked for RecordEmergencyRequest {}

/// Record an emergency
///
/// Writes down the articulable and significant threat, who needs to know, and records of which categories
/// they need (34 CFR 99.36). For 72 hours a disclosure may name it; then it is over by itself, unless it is
/// renewed before. For administrators of the student's school and of the district, and not of the
/// student's family.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student")),
    request_body = RecordEmergencyRequest,
    responses(
        (status = CREATED, description = "The emergency", body = EmergencyView),
        (status = CONFLICT, description = "The caller is of the student's family"),
    ),
)]
#[post("/v1/students/{student_id}/emergencies")]
pub async fn record_emergency(
    caller: Caller,
    student: Path<UserId>,
    once: IdempotencyKey,
    body: Body<RecordEmergencyRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, once) = (*student, once.with(&body));
    let new = NewEmergency {
        threat: body.threat.clone().into(),
        recipients: body
            .recipients
            .iter()
            .map(|recipient| recipient.name.clone().into())
            .collect(),
        categories: body.categories.clone(),
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(records::record_emergency(tx, &permit, &new)?, |view| {
                    Answer::created(format!("/v1/students/{student}/emergencies"), view)
                })
            })
        })
        .await
}
