//! `POST /v1/auth/sign-out`

use actix_web::{post, web::Data};
use persistence::accounts::own_sessions::{self, Which};

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Sign out
///
/// Ends the session of this access token. Its tokens are refused from the next request on.
#[utoipa::path(
    tag = "accounts",
    responses((status = NO_CONTENT, description = "Signed out")),
)]
#[post("/v1/auth/sign-out")]
pub async fn sign_out(caller: Caller, hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    hallpass
        .write(&caller, |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            own_sessions::end(tx, &permit, Which::This)?;
            Ok(Answer::no_content())
        })
        .await
}
