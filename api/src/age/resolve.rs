//! `POST /v1/classes/{class_id}/students/{student_id}/age/statements/{statement_id}/decision`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::{ClassMember, action::ResolveAgeReview},
    age::conflict::ReviewDecision,
    ids::{AgeStatementId, ClassId, UserId},
};
use persistence::age::{self, DecisionRefusal};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::StudentAgeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// How a contradiction is resolved.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decision": "accept" }))]
pub struct ResolveAgeReviewRequest {
    /// Whether the contested evidence takes the place of what is kept, or is deleted.
    pub decision: ReviewDecision,
}

impl Checked for ResolveAgeReviewRequest {}

/// Resolve a review of a student's age
///
/// Accepts contested evidence, or dismisses it. For administrators, and the parent at home.
#[utoipa::path(
    tag = "age",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
        ("statement_id" = Uuid, Path, description = "The contested evidence"),
    ),
    request_body = ResolveAgeReviewRequest,
    responses((status = OK, description = "What is known now", body = StudentAgeView)),
)]
#[post("/v1/classes/{class_id}/students/{student_id}/age/statements/{statement_id}/decision")]
pub async fn resolve_age_review(
    caller: Caller,
    path: Path<(ClassId, UserId, AgeStatementId)>,
    once: IdempotencyKey,
    body: Body<ResolveAgeReviewRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student, statement) = path.into_inner();
    let member = ClassMember { class, student };
    let decision = body.decision;
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<ResolveAgeReview>(actor, member)?;
            once.run(tx, &permit, |tx| {
                let decided = age::decide(tx, &permit, statement, decision)?;
                decided.map_err(|DecisionRefusal::NotContested| ApiError::NOT_FOUND)?;
                let age = age::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
                Answer::ok(&StudentAgeView::from(age))
            })
        })
        .await
}
