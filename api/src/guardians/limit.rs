//! `POST /v1/students/{student_id}/guardianships/{guardianship_id}/limits`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::StudentOfDistrict,
    guardians::{decision::DecisionRefused, limit::LimitBasis},
    ids::{GuardianshipId, UserId},
};
use persistence::guardians::{self, LimitOutcome, NewLimit};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{GuardianLimitView, refused};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What limits a guardian's rights.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "basis": "court_order" }))]
pub struct LimitGuardianRequest {
    /// On what it rests. The document stays with the school.
    pub basis: LimitBasis,
    /// When it ends; without it, when it is lifted.
    pub ends_at: Option<DateTime<Utc>>,
}

impl Checked for LimitGuardianRequest {}

/// Limit the rights of a guardian
///
/// From now on the guardian sees and decides nothing about the student, until the limit ends or is
/// lifted. Not to have custody is no reason: a court order, a statute or a legally binding document
/// revokes the rights specifically, or the student's safety demands it until that is decided. To the
/// guardian it looks as if there were no such student.
#[utoipa::path(
    tag = "guardians",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("guardianship_id" = Uuid, Path, description = "The guardianship"),
    ),
    request_body = LimitGuardianRequest,
    responses(
        (status = CREATED, description = "The limit", body = GuardianLimitView),
        (status = CONFLICT, description = "The caller is of the student's family"),
    ),
)]
#[post("/v1/students/{student_id}/guardianships/{guardianship_id}/limits")]
pub async fn limit_guardian(
    caller: Caller,
    path: Path<(UserId, GuardianshipId)>,
    once: IdempotencyKey,
    body: Body<LimitGuardianRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, guardianship) = path.into_inner();
    let once = once.with(&body);
    let new = NewLimit {
        basis: body.basis,
        ends_at: body.ends_at,
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                match guardians::limit(tx, &permit, guardianship, new)? {
                    LimitOutcome::Limited(limit) => Answer::created(
                        format!("/v1/students/{student}/guardianships"),
                        &GuardianLimitView::from(limit),
                    ),
                    LimitOutcome::EndIsPast => {
                        Err(ApiError::field("/ends_at", "past", "must be in the future"))
                    }
                    LimitOutcome::Own => Err(refused(DecisionRefused::Own)),
                    LimitOutcome::NoSuchGuardianship => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}
