//! `POST /v1/consent/notice`

use actix_web::{post, web::Data};
use chrono::{DateTime, Utc};
use domain::{
    age::own_consent::ConsentParties,
    consent::{method::ConsentMethod, scope::ConsentScope},
    ids::ConsentRequestId,
    mail::Language,
    text::GivenName,
    text_enum::TextEnum as _,
};
use persistence::consent;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::token::ConsentToken;
use crate::{
    accounts::Visitor,
    app::Hallpass,
    http::{Answer, Body, Checked},
    problem::{ApiError, ProblemKind},
};

/// The link of a message.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "token": "hpc_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA" }))]
pub struct ConsentLinkRequest {
    /// The token of the link.
    pub token: ConsentToken,
}

impl Checked for ConsentLinkRequest {}

/// What a parent is asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentNoticeView {
    /// The question.
    pub id: ConsentRequestId,
    /// The child's name.
    #[schema(value_type = GivenName)]
    pub child_name: String,
    /// The direct notice, as it was sent: paragraphs with an empty line between them.
    #[schema(
        min_length = 1,
        max_length = 20_000,
        pattern = r"^[\s\S]+$",
        example = "We are writing because this address was given to us."
    )]
    pub notice: String,
    /// Whose consent it needs: the parent's, or the parent's and the child's together.
    pub parties: ConsentParties,
    /// By which method it is answered.
    pub method: ConsentMethod,
    /// In which language.
    pub language: Language,
    /// What can be agreed to, each on its own; nothing is chosen.
    #[schema(max_items = 8)]
    pub scopes: Vec<ConsentScope>,
    /// Until when an answer counts.
    pub lapses_at: DateTime<Utc>,
}

/// Show a consent notice
///
/// What the link of a message asks the parent. Changes nothing: a scanner of mail that follows links
/// decides nothing.
#[utoipa::path(
    tag = "consent",
    request_body = ConsentLinkRequest,
    responses((status = OK, description = "The notice", body = ConsentNoticeView)),
)]
#[post("/v1/consent/notice")]
pub async fn show_consent_notice(
    visitor: Visitor,
    body: Body<ConsentLinkRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let token = body.token.read()?;
    let notice = hallpass
        .read_in(token.organization(), visitor, move |tx| {
            Ok(consent::notice(tx, &token)?)
        })
        .await?
        .ok_or(ProblemKind::ConsentLinkRefused)?;
    Answer::ok(&ConsentNoticeView {
        id: notice.id,
        child_name: notice.child_name,
        notice: notice.text,
        parties: notice.parties,
        method: notice.method,
        language: notice.language,
        scopes: ConsentScope::ALL.to_vec(),
        lapses_at: notice.lapses_at,
    })
}
