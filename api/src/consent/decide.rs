//! `POST /v1/consent/decision`

use std::collections::BTreeSet;

use actix_web::{post, web::Data};
use domain::consent::{
    request::{RequestState, check_scopes},
    scope::ConsentScope,
};
use persistence::consent::{self, Answer as Given, ChildsWord, Decided};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::token::ConsentToken;
use crate::{
    accounts::Visitor,
    app::Hallpass,
    http::{Answer, Body, Checked},
    problem::{ApiError, FieldError, ProblemKind},
};

domain::text_enum! {
    /// What a parent decides.
    pub enum ConsentDecision {
        /// They agree.
        Give = "give",
        /// They say no.
        Refuse = "refuse",
    }
}

/// A parent's answer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "token": "hpc_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA",
    "decision": "give",
    "scopes": ["account_and_learning"]
}))]
pub struct DecideConsentRequest {
    /// The token of the link.
    pub token: ConsentToken,
    /// What the parent decides.
    pub decision: ConsentDecision,
    /// What they agree to; empty for a refusal.
    #[schema(max_items = 8)]
    #[validate(length(max = 8))]
    #[serde(default)]
    pub scopes: Vec<ConsentScope>,
    /// That the child agrees too, after the notice was explained in words that they understand. Needed where
    /// the notice says `joint`.
    #[serde(default)]
    pub child_agrees: bool,
}

impl Checked for DecideConsentRequest {}

/// Where a question stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentDecidedView {
    /// Its state.
    pub state: RequestState,
}

/// Decide about consent
///
/// Takes the answer of the holder of a link, once. After a consent a message follows a day later that
/// says how to take it back; from then on it is active. After a refusal the child's name is deleted.
#[utoipa::path(
    tag = "consent",
    request_body = DecideConsentRequest,
    responses((status = OK, description = "The answer is taken", body = ConsentDecidedView)),
)]
#[post("/v1/consent/decision")]
pub async fn decide_consent(
    visitor: Visitor,
    body: Body<DecideConsentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let token = body.token.read()?;
    let answer = match body.decision {
        ConsentDecision::Refuse => Given::Refuse,
        ConsentDecision::Give => {
            let scopes: BTreeSet<ConsentScope> = body.scopes.iter().copied().collect();
            check_scopes(&scopes).map_err(|_| lacking())?;
            Given::Give(scopes, childs_word(body.child_agrees))
        }
    };
    let decided = hallpass
        .write_in(token.organization(), visitor, move |tx| {
            Ok(consent::decide(tx, &token, &answer)?)
        })
        .await?;
    match decided {
        Decided::Taken(state) => Answer::ok(&ConsentDecidedView { state }),
        Decided::LacksChild => Err(lacks_child()),
        Decided::NothingToDecide => Err(ProblemKind::ConsentLinkRefused.into()),
    }
}

/// What is said of the child.
pub(super) fn childs_word(child_agrees: bool) -> ChildsWord {
    if child_agrees {
        ChildsWord::Agrees
    } else {
        ChildsWord::Unsaid
    }
}

/// Where the family lives the child consents too (VPC-12).
pub(super) fn lacks_child() -> ApiError {
    ApiError::field(
        "/child_agrees",
        "lacks_required",
        "must be true: where you live the child consents together with you",
    )
}

pub(super) fn lacking() -> ApiError {
    ApiError::fields(vec![FieldError::new(
        "/scopes",
        "lacks_required",
        "must contain account_and_learning: without it there is no account",
    )])
}
