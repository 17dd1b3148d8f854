//! `POST /v1/rosters/suppressions/lift`

use actix_web::{post, web::Data};
use domain::{
    rights::suppression::{LiftReason, SuppressionKind},
    text::SourceId,
};
use persistence::rights::suppressions;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::SuppressionsView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// Who may be registered again.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LiftSuppressionRequest {
    /// What names the person.
    pub kind: SuppressionKind,
    /// The key in the roster, or the adult's address.
    #[validate(custom(function = crate::http::text))]
    pub value: SourceId,
    /// Why.
    pub reason: LiftReason,
}

impl Checked for LiftSuppressionRequest {}

/// Let an erased person be registered again
///
/// For a family that comes back to the district, or an account that was erased by mistake: the next
/// import takes the row. Nothing that was erased is restored. If there is no such mark, nothing
/// changes; the answer counts what is left.
#[utoipa::path(
    tag = "rosters",
    request_body = LiftSuppressionRequest,
    responses((status = OK, description = "How many are left", body = SuppressionsView)),
)]
#[post("/v1/rosters/suppressions/lift")]
pub async fn lift_suppression(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<LiftSuppressionRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let value = String::from(body.value.clone());
                suppressions::lift(tx, &permit, body.kind, &value, body.reason)?;
                Answer::ok(&SuppressionsView::from(suppressions::count(tx, &permit)?))
            })
        })
        .await
}
