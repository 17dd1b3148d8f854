//! `POST /v1/consent-form-reviews/{consent_request_id}/decision`

use std::collections::BTreeSet;

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::Platform,
    consent::{request::check_scopes, scope::ConsentScope},
    ids::ConsentRequestId,
};
use persistence::consent::forms::{self, Reviewed, Verdict};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    consent::decide::{ConsentDecidedView, childs_word, lacking, lacks_child},
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

domain::text_enum! {
    /// What a trained person decides about a form.
    pub enum ConsentFormDecision {
        /// It is signed, complete and readable.
        Approve = "approve",
        /// It cannot be accepted: the parent may send another.
        Reject = "reject",
    }
}

/// What a trained person finds.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "decision": "approve",
    "received_at": "2026-09-21T15:00:00Z",
    "scopes": ["account_and_learning"],
    "signed_on": "2026-09-21"
}))]
pub struct DecideConsentFormRequest {
    /// What is decided.
    pub decision: ConsentFormDecision,
    /// When the form came that you looked at, as it was shown.
    pub received_at: DateTime<Utc>,
    /// What is chosen on the form; empty for a rejection.
    #[schema(max_items = 8)]
    #[validate(length(max = 8))]
    #[serde(default)]
    pub scopes: Vec<ConsentScope>,
    /// The day that stands on the form; needed for an approval.
    pub signed_on: Option<NaiveDate>,
    /// That the child signed it too. Needed where the form has a place for that.
    #[serde(default)]
    pub child_agrees: bool,
}

impl Checked for DecideConsentFormRequest {}

/// Decide about a consent form
///
/// An approved form makes the consent active, with the scopes that are chosen on it; after a rejected
/// one the parent gets a new link. The scan is deleted either way, and the parent is told. Available to
/// operators of the platform.
#[utoipa::path(
    tag = "consent",
    params(("consent_request_id" = Uuid, Path, description = "The question that the form answers")),
    request_body = DecideConsentFormRequest,
    responses((status = OK, description = "Where the question stands", body = ConsentDecidedView)),
)]
#[post("/v1/consent-form-reviews/{consent_request_id}/decision")]
pub async fn decide_consent_form(
    caller: Caller,
    request: Path<ConsentRequestId>,
    once: IdempotencyKey,
    body: Body<DecideConsentFormRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (form, verdict) = ((*request, body.received_at), verdict(&body)?);
    let once = once.with(&body);
    let links = hallpass.links().clone();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, Platform)?;
            once.run(tx, &permit, |tx| {
                match forms::decide(tx, &permit, form, &verdict, &links)? {
                    Reviewed::Done(state) => Answer::ok(&ConsentDecidedView { state }),
                    Reviewed::WrongDay => Err(ApiError::field(
                        "/signed_on",
                        "out_of_range",
                        "must be between the day of the notice and today",
                    )),
                    Reviewed::LacksChild => Err(lacks_child()),
                    Reviewed::AnotherForm => Err(ApiError::Conflict(ConflictReason::AnotherForm)),
                    Reviewed::NothingToReview => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}

fn verdict(body: &DecideConsentFormRequest) -> Result<Verdict, ApiError> {
    match body.decision {
        ConsentFormDecision::Reject => Ok(Verdict::Reject),
        ConsentFormDecision::Approve => {
            let scopes: BTreeSet<ConsentScope> = body.scopes.iter().copied().collect();
            check_scopes(&scopes).map_err(|_| lacking())?;
            let signed_on = body.signed_on.ok_or_else(|| {
                ApiError::field("/signed_on", "required", "must be the day on the form")
            })?;
            Ok(Verdict::Approve {
                scopes,
                signed_on,
                child: childs_word(body.child_agrees),
            })
        }
    }
}
