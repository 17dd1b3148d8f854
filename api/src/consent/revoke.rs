//! `POST /v1/consent/revocation`

use actix_web::{post, web::Data};
use persistence::consent;

use super::{decide::ConsentDecidedView, notice::ConsentLinkRequest};
use crate::{
    accounts::Visitor,
    app::Hallpass,
    http::{Answer, Body},
    problem::{ApiError, ProblemKind},
};

/// Revoke a consent that was not given
///
/// For who gets the message that confirms a consent and did not give it: the consent ends, and
/// everything that was collected under it is deleted, at once.
#[utoipa::path(
    tag = "consent",
    request_body = ConsentLinkRequest,
    responses((status = OK, description = "The consent is revoked", body = ConsentDecidedView)),
)]
#[post("/v1/consent/revocation")]
pub async fn revoke_consent(
    visitor: Visitor,
    body: Body<ConsentLinkRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let token = body.token.read()?;
    let state = hallpass
        .write_in(token.organization(), visitor, move |tx| {
            Ok(consent::revoke(tx, &token)?)
        })
        .await?
        .ok_or(ProblemKind::ConsentLinkRefused)?;
    Answer::ok(&ConsentDecidedView { state })
}
