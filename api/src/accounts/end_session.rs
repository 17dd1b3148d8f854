//! `DELETE /v1/me/sessions/{session_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::ids::SessionId;
use persistence::accounts::own_sessions::{self, Which};

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// End one of my sessions
///
/// Its tokens are refused from the next request on.
#[utoipa::path(
    tag = "accounts",
    params(("session_id" = Uuid, Path, description = "The session")),
    responses((status = NO_CONTENT, description = "The session has ended")),
)]
#[delete("/v1/me/sessions/{session_id}")]
pub async fn end_my_session(
    caller: Caller,
    session: Path<SessionId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let session = *session;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            match own_sessions::end(tx, &permit, Which::One(session))? {
                0 => Err(ApiError::NOT_FOUND),
                _ => Ok(Answer::no_content()),
            }
        })
        .await
}
