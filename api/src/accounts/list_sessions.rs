//! `GET /v1/me/sessions`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::accounts::own_sessions;

use super::session_view::SessionView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
    problem::ApiError,
};

/// List my sessions
///
/// The active sessions of the caller, oldest first.
#[utoipa::path(
    tag = "accounts",
    params(PageQuery),
    responses((status = OK, description = "A page of sessions", body = Page<SessionView>)),
)]
#[get("/v1/me/sessions")]
pub async fn list_my_sessions(
    caller: Caller,
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(own_sessions::list(tx, &permit, page)?)
        })
        .await?;
    let current = caller.bearer().session;
    hallpass
        .cursors()
        .answer(&wanted, found, |session| SessionView::of(&session, current))
}
