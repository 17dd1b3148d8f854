//! `POST /v1/consent-requests`

use actix_web::{post, web::Data};
use domain::{
    consent::{
        granter::ConsentGranter,
        method::{ConsentMethod, MethodRefusal, ScopeReach, method_available},
    },
    ids::ConsentRequestId,
    text::GivenName,
};
use persistence::{
    consent::{self, AskRefusal, Question},
    households,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::direct_notice::{self, FIRST, Filling};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// A question to a parent.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "child_name": "Robin", "method": "email_plus" }))]
pub struct AskForConsentRequest {
    /// The child's first name. Nothing else about the child is taken before you have consented.
    #[validate(custom(function = crate::http::text))]
    pub child_name: GivenName,
    /// By which method you answer; by e-mail if absent. A signed form is printed from the page to which
    /// the message leads. The others need a provider, of whom there is none.
    pub method: Option<ConsentMethod>,
    /// What you are to the child; a parent if absent.
    pub granter: Option<ConsentGranter>,
}

impl Checked for AskForConsentRequest {}

/// A question that was asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentAskedView {
    /// Its id.
    pub id: ConsentRequestId,
}

/// Ask for consent
///
/// Sends the direct notice to the parent's own address, with a link to the page on which they decide.
/// Without an answer within 14 days the child's name is deleted. One reminder follows after a week.
/// Available to the parent of a household.
#[utoipa::path(
    tag = "consent",
    request_body = AskForConsentRequest,
    responses((status = CREATED, description = "The notice is on its way", body = ConsentAskedView)),
)]
#[post("/v1/consent-requests")]
pub async fn ask_for_consent(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<AskForConsentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let child_name = String::from(body.child_name.clone());
    let method = body.method.unwrap_or(ConsentMethod::EmailPlus);
    method_available(method, ScopeReach::Internal).map_err(unavailable)?;
    let granter = body.granter.unwrap_or(ConsentGranter::Parent);
    let policy = hallpass.policies().newest(hallpass.now());
    let links = hallpass.links().clone();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let household = {
                    let permit = tx.permit(actor, actor.organization())?;
                    households::read(tx, &permit)?
                };
                let question = Question {
                    child_name: child_name.clone(),
                    granter,
                    method,
                    policy,
                    language: household.language,
                    country: household.country,
                };
                let render = |lapses_at| {
                    let filling = Filling {
                        child: &child_name,
                        base: &links.base,
                        lapses_at,
                        changes: &[],
                    };
                    direct_notice::render(FIRST, question.language, &filling)
                };
                let id = consent::ask(tx, &permit, &question, render, &links)?.map_err(refused)?;
                let view = ConsentAskedView { id };
                Answer::created(format!("/v1/consent-requests/{id}"), &view)
            })
        })
        .await
}

pub(super) fn unavailable(refusal: MethodRefusal) -> ApiError {
    match refusal {
        MethodRefusal::NoProvider => ApiError::field(
            "/method",
            "not_available",
            "needs a provider, of whom there is none: choose signed_form or email_plus",
        ),
        MethodRefusal::InternalUseOnly => ApiError::field(
            "/method",
            "not_available",
            "does not verify a consent to disclosures: choose signed_form",
        ),
    }
}

pub(super) fn refused(refusal: AskRefusal) -> ApiError {
    match refusal {
        AskRefusal::TooMany => ApiError::Conflict(ConflictReason::TooManyQuestions),
        AskRefusal::NoAddress => ApiError::Conflict(ConflictReason::NoAddress),
        AskRefusal::NoNotice => ApiError::Internal("the notice has all of its parts"),
    }
}
