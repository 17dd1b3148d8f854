//! `POST /v1/students/{student_id}/setting-changes/{setting_change_id}/decision`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::StudentOfDistrict,
    ids::{SettingChangeId, UserId},
    settings::waiting::{DecisionRefused, SettingDecision},
};
use persistence::settings::{self, DecideOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::SettingChangeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason, ProblemKind},
};

/// What is decided.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decision": "approve" }))]
pub struct DecideSettingChangeRequest {
    /// The decision.
    pub decision: SettingDecision,
}

impl Checked for DecideSettingChangeRequest {}

/// Decide about a change of a child's setting
///
/// A parent or guardian who holds the rights approves or denies; an administrator of the school does where
/// there is no such guardian. It is decided once. What another parent refused or switched off is not
/// approved by this one.
#[utoipa::path(
    tag = "settings",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("setting_change_id" = Uuid, Path, description = "The change"),
    ),
    request_body = DecideSettingChangeRequest,
    responses(
        (status = OK, description = "The change", body = SettingChangeView),
        (status = CONFLICT, description = "It does not wait any more, or not for the caller"),
    ),
)]
#[post("/v1/students/{student_id}/setting-changes/{setting_change_id}/decision")]
pub async fn decide_setting_change(
    caller: Caller,
    path: Path<(UserId, SettingChangeId)>,
    once: IdempotencyKey,
    body: Body<DecideSettingChangeRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, change) = path.into_inner();
    let once = once.with(&body);
    let decision = body.into_inner().decision;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                answer(settings::decide(tx, &permit, change, decision)?)
            })
        })
        .await
}

/// What became of a change that waited, as an answer.
///
/// # Errors
/// Why nothing became of it.
pub(super) fn answer(outcome: DecideOutcome) -> Result<Answer, ApiError> {
    Err(match outcome {
        DecideOutcome::Done(change) => return Answer::ok(&SettingChangeView::from(change)),
        DecideOutcome::NoSuchChange => ApiError::NOT_FOUND,
        DecideOutcome::AcceptFirst => ApiError::Plain(ProblemKind::PolicyNotAccepted),
        DecideOutcome::OwnFamily => ApiError::Conflict(ConflictReason::SettingOfFamily),
        DecideOutcome::Refused(DecisionRefused::OtherParentObjected) => {
            ApiError::Conflict(ConflictReason::OtherParentObjected)
        }
        DecideOutcome::Refused(DecisionRefused::NotWaiting | DecisionRefused::NotTheirs) => {
            ApiError::Conflict(ConflictReason::SettingChangeElsewhere)
        }
    })
}
