//! `POST /v1/consents/{consent_id}/withdraw`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{consent::scope::ConsentScope, ids::ConsentId};
use persistence::consent::{self, HeldData, WithdrawOutcome, Withdrawal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, FieldError},
};

/// What is withdrawn.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "data": "deleted" }))]
pub struct WithdrawConsentRequest {
    /// One scope; absent for the whole consent. Without the scope that an account needs there is no
    /// account.
    pub scope: Option<ConsentScope>,
    /// What becomes of the child's data if the whole consent ends; `kept` if absent. Not beside a
    /// scope.
    pub data: Option<HeldData>,
}

impl Checked for WithdrawConsentRequest {}

/// What is left of a consent.
#[derive(Debug, Serialize, ToSchema)]
pub struct WithdrawnView {
    /// What is in force. Empty if the whole consent ended.
    #[schema(max_items = 8)]
    pub in_force: Vec<ConsentScope>,
}

/// Withdraw a consent
///
/// Ends the whole consent, or one scope of it, at once. If the whole ends, the child's sessions end
/// with it, the account is locked and nothing more is recorded. With `deleted`, the account and
/// everything that was recorded are deleted at once, without a way back. Available to the parent of a household.
#[utoipa::path(
    tag = "consent",
    params(("consent_id" = Uuid, Path, description = "The consent")),
    request_body = WithdrawConsentRequest,
    responses((status = OK, description = "What is left", body = WithdrawnView)),
)]
#[post("/v1/consents/{consent_id}/withdraw")]
pub async fn withdraw_consent(
    caller: Caller,
    consent: Path<ConsentId>,
    once: IdempotencyKey,
    body: Body<WithdrawConsentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (consent, withdrawal) = (*consent, wanted(&body)?);
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                match consent::withdraw(tx, &permit, consent, withdrawal)? {
                    WithdrawOutcome::NothingToWithdraw => Err(ApiError::NOT_FOUND),
                    WithdrawOutcome::Withdrawn(left) => Answer::ok(&WithdrawnView {
                        in_force: left.into_iter().collect(),
                    }),
                }
            })
        })
        .await
}

fn wanted(body: &WithdrawConsentRequest) -> Result<Withdrawal, ApiError> {
    match (body.scope, body.data) {
        (None, data) => Ok(Withdrawal::Whole(data.unwrap_or(HeldData::Kept))),
        (Some(scope), None) => Ok(Withdrawal::Scope(scope)),
        (Some(_), Some(_)) => Err(ApiError::fields(vec![FieldError::new(
            "/data",
            "not_beside_scope",
            "is for the whole consent: leave scope out",
        )])),
    }
}
