//! `GET /v1/academic-sessions/{academic_session_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::action::ListAcademicSessions, ids::AcademicSessionId};
use persistence::organizations::academic_sessions;

use super::view::AcademicSessionView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get an academic session
///
/// The answer's `ETag` is required to change it.
#[utoipa::path(
    tag = "organizations",
    params(("academic_session_id" = Uuid, Path, description = "The session")),
    responses((status = OK, description = "The academic session", body = AcademicSessionView)),
)]
#[get("/v1/academic-sessions/{academic_session_id}")]
pub async fn show_academic_session(
    caller: Caller,
    session: Path<AcademicSessionId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let session = *session;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ListAcademicSessions>(actor, actor.organization())?;
            let found =
                academic_sessions::read(tx, &permit, session)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&AcademicSessionView::from(found))
        })
        .await
}
