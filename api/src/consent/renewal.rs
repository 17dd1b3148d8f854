//! `POST /v1/consents/{consent_id}/renewals`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    consent::method::{ConsentMethod, ScopeReach, method_available},
    ids::ConsentId,
};
use persistence::consent::{self, RenewRefusal, Renewal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    again::notice,
    ask::{ConsentAskedView, refused, unavailable},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// How a parent is asked again.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "method": "email_plus" }))]
pub struct RenewConsentRequest {
    /// By which method you answer; as before if absent.
    pub method: Option<ConsentMethod>,
}

impl Checked for RenewConsentRequest {}

/// Renew a consent
///
/// Asks you again for a child who has an account: because a version of the policy changes what you agreed
/// to (`outdated_from`), to choose otherwise, or after you withdrew your consent and kept the data. The
/// consent that you named stays what it is until you have decided; one that becomes active takes its
/// place, and opens an account again that was locked because there was none. Without an answer within
/// 14 days, or with a no, nothing changes. Available to the parent of a household.
#[utoipa::path(
    tag = "consent",
    params(("consent_id" = Uuid, Path, description = "The newest consent for the child")),
    request_body = RenewConsentRequest,
    responses((status = CREATED, description = "The notice is on its way", body = ConsentAskedView)),
)]
#[post("/v1/consents/{consent_id}/renewals")]
pub async fn renew_consent(
    caller: Caller,
    consent: Path<ConsentId>,
    once: IdempotencyKey,
    body: Body<RenewConsentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (consent, method) = (*consent, body.method);
    if let Some(method) = method {
        method_available(method, ScopeReach::Internal).map_err(unavailable)?;
    }
    let once = once.with(&body);
    let policy = hallpass.policies().newest(hallpass.now());
    let links = hallpass.links().clone();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let renewal = Renewal {
                    method,
                    policy,
                    render: &notice(&links),
                    links: &links,
                };
                let id = consent::renew(tx, &permit, consent, &renewal)?.map_err(not_renewed)?;
                Answer::created(
                    format!("/v1/consent-requests/{id}"),
                    &ConsentAskedView { id },
                )
            })
        })
        .await
}

fn not_renewed(refusal: RenewRefusal) -> ApiError {
    match refusal {
        RenewRefusal::NothingToRenew => ApiError::NOT_FOUND,
        RenewRefusal::Superseded => ApiError::Conflict(ConflictReason::LaterConsent),
        RenewRefusal::AlreadyAsked => ApiError::Conflict(ConflictReason::QuestionOpen),
        RenewRefusal::NotAsked(refusal) => refused(refusal),
    }
}
