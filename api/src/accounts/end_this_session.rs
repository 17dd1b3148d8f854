//! `POST /v1/auth/sign-out`

use actix_web::{post, web::Data};
use persistence::accounts::own_sessions::{self, Which};

use super::{
    refresh_cookie::{self, TokenTransport},
    visitor::Visitor,
};
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Sign out
///
/// Ends the session of this access token. Its tokens are refused from the next request on.
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
    responses((status = NO_CONTENT, description = "Signed out")),
)]
#[post("/v1/auth/sign-out")]
pub async fn sign_out(
    caller: Caller,
    visitor: Visitor,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let signed_out = hallpass
        .write(&caller, |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            own_sessions::end(tx, &permit, Which::This)?;
            Ok(Answer::no_content())
        })
        .await?;
    Ok(match visitor.transport {
        TokenTransport::Body => signed_out,
        TokenTransport::Cookie => signed_out.with_cookie(refresh_cookie::removed()),
    })
}
