//! `POST /v1/me/password`

use actix_web::{post, web::Data};
use domain::accounts::{
    credentials::PersonKind,
    throttle::{Lock, Throttle, throttle},
};
use persistence::accounts::own_password::{self, Change, Proof};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    argon2id::Comparison, new_password, password_hashing::Asker, secret_text::SecretText,
    signing_in::too_soon, tokens_view::TokensView, typed::Typed, visitor::Visitor,
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked},
    problem::{ApiError, ConflictReason},
};

/// What a change costs its caller, in hashes: one to judge, one to compare, one to set.
const HASHES: usize = 3;

/// A change of the caller's password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "current_password": "seven quiet otters drift",
    "new_password": "lanterns over the frozen bay"
}))]
pub struct ChangePasswordRequest {
    /// The current password.
    #[schema(value_type = String, min_length = 1, max_length = 512, format = "password")]
    pub current_password: Typed,
    /// The new password.
    #[schema(value_type = String, min_length = 15, max_length = 128, format = "password")]
    pub new_password: Typed,
}

impl Checked for ChangePasswordRequest {}

/// Change my password
///
/// Ends every session of the caller, including this one, and returns the tokens of a new one.
#[utoipa::path(
    tag = "accounts",
    params(
        (
            "X-Hallpass-Refresh" = inline(Option<String>),
            Header,
            description = "`cookie`: the refresh token is in the cookie `__Host-hallpass_refresh`, \
                and not in bodies. For pages of the server's own origin",
            max_length = 6,
            pattern = "^cookie$",
            example = "cookie",
        ),
    ),
    request_body = ChangePasswordRequest,
    responses((status = OK, description = "The tokens of a new session", body = TokensView)),
)]
#[post("/v1/me/password")]
pub async fn change_password(
    caller: Caller,
    visitor: Visitor,
    body: Body<ChangePasswordRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let own = hallpass
        .read(&caller, |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            own_password::read(tx, &permit)?.ok_or(ApiError::Conflict(ConflictReason::NoPassword))
        })
        .await?;
    let leave = match throttle(own.streak.as_ref(), hallpass.now()) {
        Throttle::Allowed(leave) => leave,
        Throttle::Wait(until) => return Err(too_soon(until, hallpass.now())),
    };
    if own.lock == Lock::Locked {
        return Err(wrong());
    }
    let (limits, hasher) = (hallpass.limits(), hallpass.hasher());
    limits.charge(&caller, HASHES, hallpass.now())?;
    let asker = Asker::caller(&caller, limits);
    let wanted = SecretText::password(&body.new_password);
    let words = &own.expected_words;
    new_password::check(hasher, asker, "/new_password", &wanted, words).await?;
    let current = SecretText::password(&body.current_password);
    let stored = Some(own.hash.clone());
    let compared = hasher
        .compare(leave, PersonKind::Adult, current, stored, asker)
        .await?;
    let proof = match compared {
        Comparison::Differs => Proof::Wrong,
        Comparison::Matches(_) => {
            let mint = hallpass.mint().as_ref();
            Proof::Right(hasher.hash(PersonKind::Adult, wanted, mint, asker).await?)
        }
    };
    // A wrong guess is counted by committing it, so it is an outcome and not an error.
    let change = hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(own_password::change(
                tx,
                &permit,
                &own,
                &proof,
                visitor.client,
            )?)
        })
        .await?;
    match change {
        Change::Done(signed_in) => TokensView::answer(&hallpass, &signed_in, visitor.transport),
        Change::Wrong => Err(wrong()),
        Change::NotBefore(until) => Err(too_soon(until, hallpass.now())),
    }
}

fn wrong() -> ApiError {
    ApiError::field(
        "/current_password",
        "wrong_password",
        "is not the current password",
    )
}
