//! `POST /v1/consent/decision`

use std::collections::BTreeSet;

use actix_web::{post, web::Data};
use domain::consent::{
    request::{RequestState, check_scopes},
    scope::ConsentScope,
};
use persistence::consent::{self, Answer as Decided};
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
    let decided = match body.decision {
        ConsentDecision::Refuse => Decided::Refuse,
        ConsentDecision::Give => {
            let scopes: BTreeSet<ConsentScope> = body.scopes.iter().copied().collect();
            check_scopes(&scopes).map_err(|_| lacking())?;
            Decided::Give(scopes)
        }
    };
    let state = hallpass
        .write_in(token.organization(), visitor, move |tx| {
            Ok(consent::decide(tx, &token, &decided)?)
        })
        .await?
        .ok_or(ProblemKind::ConsentLinkRefused)?;
    Answer::ok(&ConsentDecidedView { state })
}

pub(super) fn lacking() -> ApiError {
    ApiError::fields(vec![FieldError::new(
        "/scopes",
        "lacks_required",
        "must contain account_and_learning: without it there is no account",
    )])
}
