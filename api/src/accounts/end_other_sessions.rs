//! `DELETE /v1/me/sessions`

use actix_web::{delete, web::Data};
use persistence::accounts::own_sessions::{self, Which};

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// End my other sessions
///
/// Ends all sessions of the caller except that of this access token. Their tokens are refused from
/// the next request on.
#[utoipa::path(
    tag = "accounts",
    responses((status = NO_CONTENT, description = "The sessions have ended")),
)]
#[delete("/v1/me/sessions")]
pub async fn end_my_other_sessions(
    caller: Caller,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .write(&caller, |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            own_sessions::end(tx, &permit, Which::Others)?;
            Ok(Answer::no_content())
        })
        .await
}
