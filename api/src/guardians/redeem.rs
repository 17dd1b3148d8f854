//! `POST /v1/me/guardianships`

use actix_web::{post, web::Data};
use persistence::{
    accounts::opaque_token::{OpaqueToken, TokenKind},
    guardians::{self, RedeemOutcome},
};
use secrecy::ExposeSecret;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::MyGuardianshipView;
use crate::{
    accounts::Typed,
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked},
    problem::{ApiError, ConflictReason, ProblemKind},
};

/// The code that the school handed out.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "hpp_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
}))]
pub struct RedeemPairingCodeRequest {
    /// The code.
    #[schema(
        value_type = String,
        min_length = 68,
        max_length = 68,
        pattern = "^hpp_[A-Za-z0-9_-]{64}$"
    )]
    pub code: Typed,
}

impl Checked for RedeemPairingCodeRequest {}

/// Redeem a pairing code
///
/// Makes the caller a guardian of the student for whom the school issued the code: verified, or a claim
/// that waits for the school. For adults who have an account in the district, staff included; others
/// open one with `POST /v1/guardians`.
#[utoipa::path(
    tag = "guardians",
    request_body = RedeemPairingCodeRequest,
    responses(
        (status = CREATED, description = "The guardianship", body = MyGuardianshipView),
        (status = CONFLICT, description = "The caller is the student's guardian already"),
    ),
)]
#[post("/v1/me/guardianships")]
pub async fn redeem_pairing_code(
    caller: Caller,
    body: Body<RedeemPairingCodeRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let token = OpaqueToken::read(TokenKind::Pairing, body.code.expose_secret())
        .ok_or(ProblemKind::PairingRefused)?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            match guardians::redeem(tx, &permit, &token)? {
                RedeemOutcome::Redeemed(own) => Answer::created(
                    "/v1/me/guardianships".to_owned(),
                    &MyGuardianshipView::from(own),
                ),
                RedeemOutcome::Refused => Err(ProblemKind::PairingRefused.into()),
                RedeemOutcome::AlreadyGuardian => {
                    Err(ApiError::Conflict(ConflictReason::AlreadyGuardian))
                }
            }
        })
        .await
}
