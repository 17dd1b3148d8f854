//! `GET /v1/me/sessions`

use actix_web::{get, web::Data};
use persistence::accounts::own_sessions;

use super::session_view::SessionView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
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
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let current = caller.bearer().session;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(own_sessions::list(tx, &permit, page)?
                .map(|session| SessionView::of(&session, current)))
        })
        .await
}
